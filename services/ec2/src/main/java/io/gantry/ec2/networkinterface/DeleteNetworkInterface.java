package io.gantry.ec2.networkinterface;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceResponse;

/** Deletes an interface that is not attached, and gives its addresses back. */
public final class DeleteNetworkInterface
        implements Operation<DeleteNetworkInterfaceRequest, DeleteNetworkInterfaceResponse> {
    private final StateStore store;

    public DeleteNetworkInterface(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteNetworkInterfaceResponse call(DeleteNetworkInterfaceRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        Requester requester = Requester.of(call);
        return store.transact(tx -> {
            NetworkInterface eni =
                    requester.allowed(NetworkInterfaces.CATALOG.required(tx, scope, in.networkInterfaceId()));
            if (eni.status().equals("in-use")) {
                throw Ec2Errors.invalidValue(
                        "Network interface '" + eni.networkInterfaceId() + "' is currently in use.");
            }
            NetworkInterfaces.delete(tx, eni);
            return DeleteNetworkInterfaceResponse.builder().build();
        });
    }
}
