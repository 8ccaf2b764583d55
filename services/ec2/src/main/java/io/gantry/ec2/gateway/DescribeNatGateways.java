package io.gantry.ec2.gateway;

import io.gantry.base.Page;
import io.gantry.ec2.elasticip.ElasticIp;
import io.gantry.ec2.elasticip.ElasticIps;
import io.gantry.ec2.resource.Fields;
import io.gantry.ec2.resource.Listing;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;

/** Describes NAT gateways. */
public final class DescribeNatGateways implements Operation<DescribeNatGatewaysRequest, DescribeNatGatewaysResponse> {
    private static Fields<NatGateway> fields() {
        return Fields.<NatGateway>ofResources()
                .with("nat-gateway-id", NatGateway::natGatewayId)
                .with("state", gateway -> "available")
                .with("subnet-id", NatGateway::subnetId)
                .with("vpc-id", NatGateway::vpcId);
    }

    private final StateStore store;

    public DescribeNatGateways(StateStore store) {
        this.store = store;
    }

    @Override
    public DescribeNatGatewaysResponse call(DescribeNatGatewaysRequest in, CallContext call) {
        View view = store.view();
        Page<NatGateway> page = Listing.of(in.natGatewayIds(), in.filter(), in.nextToken(), in.maxResults())
                .page(view, Scope.of(call), NatGateways.CATALOG, fields());
        return DescribeNatGatewaysResponse.builder()
                .natGateways(page.items().stream()
                        .map(gateway -> shape(view, gateway))
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    static software.amazon.awssdk.services.ec2.model.NatGateway shape(View view, NatGateway gateway) {
        Optional<ElasticIp> ip =
                gateway.allocationId().flatMap(id -> ElasticIps.CATALOG.find(view, gateway.scope(), id));
        NatGatewayAddress.Builder address = NatGatewayAddress.builder()
                .networkInterfaceId(gateway.networkInterfaceId())
                .privateIp(gateway.privateIp().toString())
                .isPrimary(true)
                .status("succeeded");
        ip.ifPresent(held -> address.allocationId(held.allocationId())
                .publicIp(held.publicIp().toString())
                .associationId(held.use().map(ElasticIp.Use::associationId).orElse(null)));
        return software.amazon.awssdk.services.ec2.model.NatGateway.builder()
                .natGatewayId(gateway.natGatewayId())
                .vpcId(gateway.vpcId())
                .subnetId(gateway.subnetId())
                .state("available")
                .connectivityType(gateway.allocationId().isPresent() ? "public" : "private")
                .availabilityMode("zonal")
                .createTime(gateway.createTime())
                .natGatewayAddresses(address.build())
                .tags(Tags.toShape(gateway.tags()))
                .build();
    }
}
