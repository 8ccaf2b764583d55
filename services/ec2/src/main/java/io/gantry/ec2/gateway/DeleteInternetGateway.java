package io.gantry.ec2.gateway;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayResponse;

/** Deletes an internet gateway that is attached to nothing. */
public final class DeleteInternetGateway
        implements Operation<DeleteInternetGatewayRequest, DeleteInternetGatewayResponse> {
    private final StateStore store;

    public DeleteInternetGateway(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteInternetGatewayResponse call(DeleteInternetGatewayRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            InternetGateway gateway = InternetGateways.CATALOG.required(tx, scope, in.internetGatewayId());
            if (gateway.vpcId().isPresent()) {
                throw Ec2Errors.dependent("internetGateway", gateway.internetGatewayId());
            }
            tx.delete(InternetGateways.TABLE, gateway.id());
            return DeleteInternetGatewayResponse.builder().build();
        });
    }
}
