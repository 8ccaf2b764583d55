package io.gantry.ec2.gateway;

import io.gantry.base.Page;
import io.gantry.ec2.resource.Fields;
import io.gantry.ec2.resource.Listing;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;

/** Describes internet gateways. */
public final class DescribeInternetGateways
        implements Operation<DescribeInternetGatewaysRequest, DescribeInternetGatewaysResponse> {
    private static Fields<InternetGateway> fields() {
        return Fields.<InternetGateway>ofResources()
                .with(
                        "attachment.state",
                        gateway -> gateway.vpcId().map(vpc -> "available").orElse(""))
                .with("attachment.vpc-id", gateway -> gateway.vpcId().orElse(""))
                .with("internet-gateway-id", InternetGateway::internetGatewayId)
                .with("owner-id", gateway -> gateway.scope().accountId());
    }

    private final StateStore store;

    public DescribeInternetGateways(StateStore store) {
        this.store = store;
    }

    static software.amazon.awssdk.services.ec2.model.InternetGateway shape(InternetGateway gateway) {
        return software.amazon.awssdk.services.ec2.model.InternetGateway.builder()
                .internetGatewayId(gateway.internetGatewayId())
                .ownerId(gateway.scope().accountId())
                .attachments(gateway.vpcId().stream()
                        .map(vpc -> InternetGatewayAttachment.builder()
                                .state("available")
                                .vpcId(vpc)
                                .build())
                        .toList())
                .tags(Tags.toShape(gateway.tags()))
                .build();
    }

    @Override
    public DescribeInternetGatewaysResponse call(DescribeInternetGatewaysRequest in, CallContext call) {
        Page<InternetGateway> page = Listing.of(in.internetGatewayIds(), in.filters(), in.nextToken(), in.maxResults())
                .page(store.view(), Scope.of(call), InternetGateways.CATALOG, fields());
        return DescribeInternetGatewaysResponse.builder()
                .internetGateways(page.items().stream()
                        .map(DescribeInternetGateways::shape)
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
