package io.gantry.ec2.elasticip;

import io.gantry.base.AwsError;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Fields;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;

/** Describes elastic IPs. */
public final class DescribeAddresses implements Operation<DescribeAddressesRequest, DescribeAddressesResponse> {
    private static Fields<ElasticIp> fields() {
        return Fields.<ElasticIp>ofResources()
                .with("allocation-id", ElasticIp::allocationId)
                .with("association-id", use(ElasticIp.Use::associationId))
                .with("instance-id", ip -> "")
                .with("network-border-group", ip -> ip.scope().region())
                .with("network-interface-id", use(ElasticIp.Use::networkInterfaceId))
                .with(
                        "network-interface-owner-id",
                        ip -> ip.use().map(use -> ip.scope().accountId()).orElse(""))
                .with("private-ip-address", use(use -> use.privateIp().toString()))
                .with("public-ip", ip -> ip.publicIp().toString())
                .with("domain", ip -> "vpc");
    }

    private final StateStore store;

    public DescribeAddresses(StateStore store) {
        this.store = store;
    }

    private static Function<ElasticIp, String> use(Function<ElasticIp.Use, String> value) {
        return ip -> ip.use().map(value).orElse("");
    }

    @Override
    public DescribeAddressesResponse call(DescribeAddressesRequest in, CallContext call) {
        View view = store.view();
        Scope scope = Scope.of(call);
        for (String address : in.publicIps()) {
            if (ElasticIps.withAddress(view, scope, address).isEmpty()) {
                throw AwsError.client(
                        "InvalidAddress.NotFound", "Address '" + Ec2Errors.shown(address) + "' not found.");
            }
        }
        List<ElasticIp> named = ElasticIps.CATALOG.named(view, scope, in.allocationIds()).stream()
                .filter(ip -> in.publicIps().isEmpty()
                        || in.publicIps().contains(ip.publicIp().toString()))
                .toList();
        return DescribeAddressesResponse.builder()
                .addresses(fields().filtered(named, in.filters()).stream()
                        .map(DescribeAddresses::shape)
                        .toList())
                .build();
    }

    private static Address shape(ElasticIp ip) {
        Address.Builder shape = Address.builder()
                .allocationId(ip.allocationId())
                .publicIp(ip.publicIp().toString())
                .domain("vpc")
                .publicIpv4Pool("amazon")
                .networkBorderGroup(ip.scope().region())
                .tags(Tags.toShape(ip.tags()));
        ip.use()
                .ifPresent(use -> shape.associationId(use.associationId())
                        .networkInterfaceId(use.networkInterfaceId())
                        .networkInterfaceOwnerId(ip.scope().accountId())
                        .privateIpAddress(use.privateIp().toString()));
        return shape.build();
    }
}
