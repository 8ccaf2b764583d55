package io.gantry.ec2.vpc;

import io.gantry.ec2.resource.Tags;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockStateCode;
import software.amazon.awssdk.services.ec2.model.VpcState;

/** A VPC in AWS's shape. */
public final class VpcShape {
    private VpcShape() {}

    /** The whole answer. */
    public static software.amazon.awssdk.services.ec2.model.Vpc of(Vpc vpc) {
        return software.amazon.awssdk.services.ec2.model.Vpc.builder()
                .ownerId(vpc.scope().accountId())
                .instanceTenancy("default")
                .cidrBlockAssociationSet(VpcCidrBlockAssociation.builder()
                        .associationId(vpc.associationId())
                        .cidrBlock(vpc.cidrBlock().toString())
                        .cidrBlockState(state -> state.state(VpcCidrBlockStateCode.ASSOCIATED))
                        .build())
                .isDefault(vpc.standard())
                .tags(Tags.toShape(vpc.tags()))
                .vpcId(vpc.vpcId())
                .state(VpcState.AVAILABLE)
                .cidrBlock(vpc.cidrBlock().toString())
                .dhcpOptionsId(vpc.dhcpOptionsId())
                .build();
    }
}
