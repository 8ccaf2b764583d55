package io.gantry.ec2.networkinterface;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Unsupported;
import io.gantry.state.StateStore;
import io.gantry.state.Tx;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachmentChanges;

/** Changes one attribute of an interface. */
public final class ModifyNetworkInterfaceAttribute
        implements Operation<ModifyNetworkInterfaceAttributeRequest, ModifyNetworkInterfaceAttributeResponse> {
    private final StateStore store;

    public ModifyNetworkInterfaceAttribute(StateStore store) {
        this.store = store;
    }

    @Override
    public ModifyNetworkInterfaceAttributeResponse call(ModifyNetworkInterfaceAttributeRequest in, CallContext call) {
        Unsupported.member("EnaSrdSpecification", in.enaSrdSpecification());
        Unsupported.member("EnablePrimaryIpv6", in.enablePrimaryIpv6());
        Unsupported.member("ConnectionTrackingSpecification", in.connectionTrackingSpecification());
        Unsupported.member("AssociatePublicIpAddress", in.associatePublicIpAddress());
        Unsupported.member("AssociatedSubnetIds", in.associatedSubnetIds());
        long given = Stream.of(
                        in.description() != null, in.hasGroups(), in.sourceDestCheck() != null, in.attachment() != null)
                .filter(set -> set)
                .count();
        if (given != 1) {
            throw Ec2Errors.invalidCombination("Exactly one attribute must be specified.");
        }
        Scope scope = Scope.of(call);
        Requester requester = Requester.of(call);
        return store.transact(tx -> {
            NetworkInterface eni =
                    requester.allowed(NetworkInterfaces.CATALOG.required(tx, scope, in.networkInterfaceId()));
            tx.put(NetworkInterfaces.TABLE, changed(tx, eni, in));
            return ModifyNetworkInterfaceAttributeResponse.builder().build();
        });
    }

    private static NetworkInterface changed(Tx tx, NetworkInterface eni, ModifyNetworkInterfaceAttributeRequest in) {
        if (in.attachment() != null) {
            return eni.withAttachment(Optional.of(changed(eni, in.attachment())));
        }
        if (in.hasGroups()) {
            if (in.groups().isEmpty()) {
                throw Ec2Errors.missing("groupSet");
            }
            return eni.withGroups(NewInterface.groups(tx, eni.scope(), eni.vpcId(), in.groups()));
        }
        if (in.sourceDestCheck() != null) {
            boolean check = in.sourceDestCheck().value() == null
                    ? eni.sourceDestCheck()
                    : in.sourceDestCheck().value();
            return eni.withSourceDestCheck(check);
        }
        return eni.withDescription(NewInterface.described(in.description().value()));
    }

    private static Attachment changed(NetworkInterface eni, NetworkInterfaceAttachmentChanges changes) {
        Unsupported.member("EnaQueueCount", changes.enaQueueCount());
        Attachment attachment = eni.attachment()
                .filter(there -> there.attachmentId().equals(changes.attachmentId()))
                .orElseThrow(() -> Ec2Errors.invalidValue(
                        String.valueOf(changes.attachmentId()),
                        "attachmentId",
                        "The interface has no such attachment."));
        return changes.deleteOnTermination() == null
                ? attachment
                : attachment.withDeleteOnTermination(changes.deleteOnTermination());
    }
}
