package io.gantry.ec2.elasticip;

import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Tags;
import io.gantry.ec2.resource.Unsupported;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.AllocateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;

/** Gives the account an elastic IP. */
public final class AllocateAddress implements Operation<AllocateAddressRequest, AllocateAddressResponse> {
    private final StateStore store;

    public AllocateAddress(StateStore store) {
        this.store = store;
    }

    @Override
    public AllocateAddressResponse call(AllocateAddressRequest in, CallContext call) {
        Unsupported.member("Domain", "vpc".equals(in.domainAsString()) ? null : in.domainAsString());
        Unsupported.member("Address", in.address());
        Unsupported.member("PublicIpv4Pool", "amazon".equals(in.publicIpv4Pool()) ? null : in.publicIpv4Pool());
        Unsupported.member("CustomerOwnedIpv4Pool", in.customerOwnedIpv4Pool());
        Unsupported.member("IpamPoolId", in.ipamPoolId());
        Scope scope = Scope.of(call);
        Unsupported.member(
                "NetworkBorderGroup", scope.region().equals(in.networkBorderGroup()) ? null : in.networkBorderGroup());
        Map<String, String> tags = Tags.of(in.tagSpecifications(), Kind.ELASTIC_IP);
        return store.transact(tx -> {
            ElasticIp ip = new ElasticIp(scope, Kind.ELASTIC_IP.newId(tx), ElasticIps.free(tx), Optional.empty(), tags);
            tx.put(ElasticIps.TABLE, ip);
            return AllocateAddressResponse.builder()
                    .allocationId(ip.allocationId())
                    .publicIp(ip.publicIp().toString())
                    .domain("vpc")
                    .publicIpv4Pool("amazon")
                    .networkBorderGroup(scope.region())
                    .build();
        });
    }
}
