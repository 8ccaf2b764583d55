package io.gantry.ec2.routetable;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.vpc.Vpcs;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableResponse;

/** Deletes a route table that no subnet goes by. */
public final class DeleteRouteTable implements Operation<DeleteRouteTableRequest, DeleteRouteTableResponse> {
    private final StateStore store;

    public DeleteRouteTable(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteRouteTableResponse call(DeleteRouteTableRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            RouteTable table = RouteTables.CATALOG.required(tx, scope, in.routeTableId());
            if (!table.associations().isEmpty()) {
                throw Ec2Errors.dependent("routeTable", table.routeTableId());
            }
            Vpcs.entered(tx, scope, table.vpcId());
            tx.delete(RouteTables.TABLE, table.id());
            return DeleteRouteTableResponse.builder().build();
        });
    }
}
