package io.gantry.ec2.elasticip;

import io.gantry.base.Page;
import io.gantry.ec2.resource.Listing;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AddressAttribute;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesAttributeResponse;

/** Describes what names the addresses have: none, since nobody asks a server of names for them. */
public final class DescribeAddressesAttribute
        implements Operation<DescribeAddressesAttributeRequest, DescribeAddressesAttributeResponse> {
    private final StateStore store;

    public DescribeAddressesAttribute(StateStore store) {
        this.store = store;
    }

    @Override
    public DescribeAddressesAttributeResponse call(DescribeAddressesAttributeRequest in, CallContext call) {
        List<ElasticIp> named = ElasticIps.CATALOG.named(store.view(), Scope.of(call), in.allocationIds());
        Page<ElasticIp> page = Listing.of(List.of(), List.of(), in.nextToken(), in.maxResults())
                .page(named, ElasticIp::allocationId);
        return DescribeAddressesAttributeResponse.builder()
                .addresses(page.items().stream()
                        .map(ip -> AddressAttribute.builder()
                                .allocationId(ip.allocationId())
                                .publicIp(ip.publicIp().toString())
                                .build())
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
