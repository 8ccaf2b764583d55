package io.gantry.ec2.elasticip;

import io.gantry.base.AwsError;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressResponse;

/** Refuses: only NAT gateways hold elastic IPs, and they hold them as long as they are there. */
public final class DisassociateAddress implements Operation<DisassociateAddressRequest, DisassociateAddressResponse> {
    private final StateStore store;

    public DisassociateAddress(StateStore store) {
        this.store = store;
    }

    @Override
    public DisassociateAddressResponse call(DisassociateAddressRequest in, CallContext call) {
        String association = in.associationId() == null ? "" : in.associationId();
        if (association.isEmpty()) {
            throw Ec2Errors.missing("AssociationId");
        }
        boolean held = ElasticIps.CATALOG.all(store.view(), Scope.of(call)).stream()
                .flatMap(ip -> ip.use().stream())
                .anyMatch(use -> use.associationId().equals(association));
        if (!held) {
            throw AwsError.client(
                    "InvalidAssociationID.NotFound",
                    "The association ID '" + Ec2Errors.shown(association) + "' does not exist");
        }
        throw Ec2Errors.notPermitted("The address belongs to a NAT gateway: delete that to free it.");
    }
}
