package io.gantry.ec2.vpc;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;

/** Describes one attribute of a VPC. */
public final class DescribeVpcAttribute
        implements Operation<DescribeVpcAttributeRequest, DescribeVpcAttributeResponse> {
    private final StateStore store;

    public DescribeVpcAttribute(StateStore store) {
        this.store = store;
    }

    @Override
    public DescribeVpcAttributeResponse call(DescribeVpcAttributeRequest in, CallContext call) {
        Vpc vpc = Vpcs.CATALOG.required(store.view(), Scope.of(call), in.vpcId());
        DescribeVpcAttributeResponse.Builder out =
                DescribeVpcAttributeResponse.builder().vpcId(vpc.vpcId());
        String attribute = in.attributeAsString();
        switch (attribute == null ? "" : attribute) {
            case "enableDnsSupport" -> out.enableDnsSupport(it -> it.value(vpc.dnsSupport()));
            case "enableDnsHostnames" -> out.enableDnsHostnames(it -> it.value(vpc.dnsHostnames()));
            case "enableNetworkAddressUsageMetrics" ->
                out.enableNetworkAddressUsageMetrics(it -> it.value(vpc.addressUsageMetrics()));
            case String other -> throw Ec2Errors.invalidValue(other, "attribute", "No such attribute.");
        }
        return out.build();
    }
}
