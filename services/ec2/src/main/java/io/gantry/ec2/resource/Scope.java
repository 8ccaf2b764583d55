package io.gantry.ec2.resource;

import io.gantry.base.Arn;
import io.gantry.wire.CallContext;

/**
 * The account and region that a resource lives in; the start of every record's id.
 *
 * @param accountId twelve digits
 * @param region for example {@code us-east-1}
 */
public record Scope(String accountId, String region) {
    /** The scope that the caller's credential names. */
    public static Scope of(CallContext call) {
        return new Scope(call.accountId(), call.region());
    }

    /** The id of a record in this scope: {@code <account>/<region>/<rest>}. */
    public String id(String rest) {
        return accountId + "/" + region + "/" + rest;
    }

    /** The ARN of an EC2 resource in this scope. */
    public String arn(String resource) {
        return Arn.of("ec2", region, accountId, resource).toString();
    }

    /** The domain of private names: {@code ec2.internal}, or {@code <region>.compute.internal} outside us-east-1. */
    public String privateDomain() {
        return region.equals("us-east-1") ? "ec2.internal" : region + ".compute.internal";
    }
}
