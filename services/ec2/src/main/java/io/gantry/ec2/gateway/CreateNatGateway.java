package io.gantry.ec2.gateway;

import io.gantry.base.AwsError;
import io.gantry.ec2.cidr.Ipv4;
import io.gantry.ec2.elasticip.ElasticIp;
import io.gantry.ec2.elasticip.ElasticIps;
import io.gantry.ec2.networkinterface.NetworkInterface;
import io.gantry.ec2.networkinterface.NewInterface;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Tags;
import io.gantry.ec2.resource.Unsupported;
import io.gantry.state.StateStore;
import io.gantry.state.Tx;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.codec.AwsJson;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayResponse;

/** Makes a NAT gateway with an interface in its subnet, and with an elastic IP unless it is private. */
public final class CreateNatGateway implements Operation<CreateNatGatewayRequest, CreateNatGatewayResponse> {
    private final StateStore store;

    public CreateNatGateway(StateStore store) {
        this.store = store;
    }

    @Override
    public CreateNatGatewayResponse call(CreateNatGatewayRequest in, CallContext call) {
        refuseUnsupported(in);
        if (in.subnetId() == null || in.subnetId().isEmpty()) {
            throw Ec2Errors.missing("SubnetId");
        }
        boolean open = !"private".equals(in.connectivityTypeAsString());
        Optional<String> allocationId = Optional.ofNullable(in.allocationId()).filter(id -> !id.isEmpty());
        if (open && allocationId.isEmpty()) {
            throw Ec2Errors.missing("AllocationId");
        }
        if (!open && allocationId.isPresent()) {
            throw Ec2Errors.invalidCombination("A private NAT gateway has no elastic IP.");
        }
        Optional<Ipv4> wanted = Optional.ofNullable(in.privateIpAddress())
                .map(text -> Ipv4.parse(text)
                        .orElseThrow(() -> Ec2Errors.invalidValue(text, "privateIpAddress", "It is no IPv4 address.")));
        Map<String, String> tags = Tags.of(in.tagSpecifications(), Kind.NAT_GATEWAY);
        // Not null: the SDK would write a token of its own making.
        String madeBy = Kind.digest(AwsJson.write(in.toBuilder().clientToken("").build()));
        Optional<String> token = Optional.ofNullable(in.clientToken()).filter(text -> !text.isEmpty());
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            String id =
                    token.map(text -> Kind.NAT_GATEWAY.idFor(scope, text)).orElseGet(() -> Kind.NAT_GATEWAY.newId(tx));
            Optional<NatGateway> there = NatGateways.CATALOG.find(tx, scope, id);
            if (there.isPresent() && !there.get().madeBy().equals(madeBy)) {
                throw Ec2Errors.otherParameters(token.orElse(""));
            }
            NatGateway gateway = there.orElseGet(() -> {
                NetworkInterface eni = NewInterface.ofNatGateway(in.subnetId(), id, wanted)
                        .make(tx, scope, Kind.NETWORK_INTERFACE.newId(tx));
                allocationId.ifPresent(allocation -> hold(tx, scope, allocation, eni));
                NatGateway made = new NatGateway(
                        scope,
                        id,
                        eni.vpcId(),
                        eni.subnetId(),
                        eni.networkInterfaceId(),
                        eni.address(),
                        allocationId,
                        tx.now(),
                        madeBy,
                        tags);
                tx.put(NatGateways.TABLE, made);
                return made;
            });
            return CreateNatGatewayResponse.builder()
                    .clientToken(token.orElse(null))
                    .natGateway(DescribeNatGateways.shape(tx, gateway))
                    .build();
        });
    }

    private static void hold(Tx tx, Scope scope, String allocationId, NetworkInterface eni) {
        ElasticIp ip = ElasticIps.CATALOG.required(tx, scope, allocationId);
        if (ip.use().isPresent()) {
            throw AwsError.client(
                    "Resource.AlreadyAssociated", "Elastic IP address [" + allocationId + "] is already associated");
        }
        ElasticIp.Use use = new ElasticIp.Use(Kind.newId(tx, "eipassoc"), eni.networkInterfaceId(), eni.address());
        tx.put(ElasticIps.TABLE, ip.withUse(Optional.of(use)));
    }

    private static void refuseUnsupported(CreateNatGatewayRequest in) {
        Unsupported.member(
                "AvailabilityMode",
                "zonal".equals(in.availabilityModeAsString()) ? null : in.availabilityModeAsString());
        Unsupported.member("AvailabilityZoneAddresses", in.availabilityZoneAddresses());
        Unsupported.member("SecondaryAllocationIds", in.secondaryAllocationIds());
        Unsupported.member("SecondaryPrivateIpAddresses", in.secondaryPrivateIpAddresses());
        Unsupported.member("SecondaryPrivateIpAddressCount", in.secondaryPrivateIpAddressCount());
    }
}
