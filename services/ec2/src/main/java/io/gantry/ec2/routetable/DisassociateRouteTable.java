package io.gantry.ec2.routetable;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.vpc.Vpcs;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableResponse;

/** Lets a subnet go by the main route table again. */
public final class DisassociateRouteTable
        implements Operation<DisassociateRouteTableRequest, DisassociateRouteTableResponse> {
    private final StateStore store;

    public DisassociateRouteTable(StateStore store) {
        this.store = store;
    }

    @Override
    public DisassociateRouteTableResponse call(DisassociateRouteTableRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            RouteTable table = RouteTables.associated(tx, scope, in.associationId());
            Association association = table.association(in.associationId());
            if (association.main()) {
                throw Ec2Errors.invalidValue(
                        "cannot disassociate the main route table association " + association.associationId());
            }
            Vpcs.entered(tx, scope, table.vpcId());
            tx.put(RouteTables.TABLE, table.withoutAssociations(association::equals));
            return DisassociateRouteTableResponse.builder().build();
        });
    }
}
