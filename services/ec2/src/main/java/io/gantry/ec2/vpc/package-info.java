/**
 * VPCs: the record, its table and operations. What comes with a VPC (its main route table, its default group) is made
 * through {@link io.gantry.ec2.vpc.VpcPart} by the packages that own it.
 */
@NullMarked
package io.gantry.ec2.vpc;

import org.jspecify.annotations.NullMarked;
