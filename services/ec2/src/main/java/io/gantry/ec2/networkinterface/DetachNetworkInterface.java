package io.gantry.ec2.networkinterface;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceResponse;

/** Detaches an interface, at once: force changes nothing. */
public final class DetachNetworkInterface
        implements Operation<DetachNetworkInterfaceRequest, DetachNetworkInterfaceResponse> {
    private final StateStore store;

    public DetachNetworkInterface(StateStore store) {
        this.store = store;
    }

    @Override
    public DetachNetworkInterfaceResponse call(DetachNetworkInterfaceRequest in, CallContext call) {
        if (in.attachmentId() == null || in.attachmentId().isEmpty()) {
            throw Ec2Errors.missing("attachmentId");
        }
        Scope scope = Scope.of(call);
        Requester requester = Requester.of(call);
        return store.transact(tx -> {
            NetworkInterface eni = requester.allowed(NetworkInterfaces.attached(tx, scope, in.attachmentId()));
            tx.put(NetworkInterfaces.TABLE, eni.withAttachment(Optional.empty()));
            return DetachNetworkInterfaceResponse.builder().build();
        });
    }
}
