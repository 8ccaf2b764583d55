package io.gantry.ec2.defaultvpc;

import io.gantry.ec2.resource.Scope;

/** That an account has got its default VPC in a region, whatever became of it. */
public record Account(Scope scope) {}
