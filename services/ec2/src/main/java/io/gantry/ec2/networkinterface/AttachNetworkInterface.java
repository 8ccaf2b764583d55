package io.gantry.ec2.networkinterface;

import io.gantry.base.AwsError;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Unsupported;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceResponse;

/**
 * Attaches an interface. Only services do: Gantry has no instances of its own yet, and what a service attaches to is its own
 * business. Attaching again to the same thing answers the attachment that is there.
 */
public final class AttachNetworkInterface
        implements Operation<AttachNetworkInterfaceRequest, AttachNetworkInterfaceResponse> {
    private final StateStore store;

    public AttachNetworkInterface(StateStore store) {
        this.store = store;
    }

    @Override
    public AttachNetworkInterfaceResponse call(AttachNetworkInterfaceRequest in, CallContext call) {
        Unsupported.member("NetworkCardIndex", in.networkCardIndex());
        Unsupported.member("EnaSrdSpecification", in.enaSrdSpecification());
        Unsupported.member("EnaQueueCount", in.enaQueueCount());
        if (in.instanceId() == null || in.instanceId().isEmpty()) {
            throw Ec2Errors.missing("instanceId");
        }
        int device = in.deviceIndex() == null ? 1 : in.deviceIndex();
        Scope scope = Scope.of(call);
        Requester requester = Requester.of(call);
        return store.transact(tx -> {
            NetworkInterface eni =
                    requester.allowed(NetworkInterfaces.CATALOG.required(tx, scope, in.networkInterfaceId()));
            if (!requester.service()) {
                throw AwsError.client(
                        "InvalidInstanceID.NotFound",
                        "The instance ID '" + Ec2Errors.shown(in.instanceId()) + "' does not exist");
            }
            Attachment attachment = eni.attachment()
                    .map(there -> same(eni, there, in.instanceId()))
                    .orElseGet(() -> new Attachment(
                            Kind.newId(tx, "eni-attach"), in.instanceId(), requester.id(), device, true, tx.now()));
            tx.put(NetworkInterfaces.TABLE, eni.withAttachment(Optional.of(attachment)));
            return AttachNetworkInterfaceResponse.builder()
                    .attachmentId(attachment.attachmentId())
                    .networkCardIndex(0)
                    .build();
        });
    }

    private static Attachment same(NetworkInterface eni, Attachment there, String instanceId) {
        if (!there.instanceId().equals(instanceId)) {
            throw Ec2Errors.invalidValue(
                    "Interface: [" + eni.networkInterfaceId() + "] in use, attached to " + there.instanceId() + ".");
        }
        return there;
    }
}
