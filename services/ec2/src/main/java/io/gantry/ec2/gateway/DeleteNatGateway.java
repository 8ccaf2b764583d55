package io.gantry.ec2.gateway;

import io.gantry.ec2.elasticip.ElasticIps;
import io.gantry.ec2.networkinterface.NetworkInterfaces;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DeleteNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNatGatewayResponse;

/** Deletes a NAT gateway with its interface. Its elastic IP stays the account's; routes to it become blackholes. */
public final class DeleteNatGateway implements Operation<DeleteNatGatewayRequest, DeleteNatGatewayResponse> {
    private final StateStore store;

    public DeleteNatGateway(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteNatGatewayResponse call(DeleteNatGatewayRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            NatGateway gateway = NatGateways.CATALOG.required(tx, scope, in.natGatewayId());
            NetworkInterfaces.delete(tx, NetworkInterfaces.CATALOG.required(tx, scope, gateway.networkInterfaceId()));
            gateway.allocationId()
                    .map(id -> ElasticIps.CATALOG.required(tx, scope, id))
                    .ifPresent(ip -> tx.put(ElasticIps.TABLE, ip.withUse(Optional.empty())));
            tx.delete(NatGateways.TABLE, gateway.id());
            return DeleteNatGatewayResponse.builder()
                    .natGatewayId(gateway.natGatewayId())
                    .build();
        });
    }
}
