package io.gantry.ec2.vpc;

import io.gantry.base.Page;
import io.gantry.ec2.resource.Fields;
import io.gantry.ec2.resource.Listing;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;

/** Describes VPCs. */
public final class DescribeVpcs implements Operation<DescribeVpcsRequest, DescribeVpcsResponse> {
    private static Fields<Vpc> fields() {
        return Fields.<Vpc>ofResources()
                .with("cidr", vpc -> vpc.cidrBlock().toString())
                .with(
                        "cidr-block-association.cidr-block",
                        vpc -> vpc.cidrBlock().toString())
                .with("cidr-block-association.association-id", Vpc::associationId)
                .with("cidr-block-association.state", vpc -> "associated")
                .with("dhcp-options-id", Vpc::dhcpOptionsId)
                .with("ipv6-cidr-block-association.ipv6-cidr-block", vpc -> "")
                .with("ipv6-cidr-block-association.ipv6-pool", vpc -> "")
                .with("ipv6-cidr-block-association.association-id", vpc -> "")
                .with("ipv6-cidr-block-association.state", vpc -> "")
                .with("is-default", vpc -> Boolean.toString(vpc.standard()))
                .with("isDefault", vpc -> Boolean.toString(vpc.standard()))
                .with("owner-id", vpc -> vpc.scope().accountId())
                .with("state", vpc -> "available")
                .with("vpc-id", Vpc::vpcId);
    }

    private final StateStore store;

    public DescribeVpcs(StateStore store) {
        this.store = store;
    }

    @Override
    public DescribeVpcsResponse call(DescribeVpcsRequest in, CallContext call) {
        Page<Vpc> page = Listing.of(in.vpcIds(), in.filters(), in.nextToken(), in.maxResults())
                .page(store.view(), Scope.of(call), Vpcs.CATALOG, fields());
        return DescribeVpcsResponse.builder()
                .vpcs(page.items().stream().map(VpcShape::of).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
