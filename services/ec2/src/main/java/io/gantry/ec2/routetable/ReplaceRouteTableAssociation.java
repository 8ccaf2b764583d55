package io.gantry.ec2.routetable;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.vpc.Vpcs;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationResponse;

/** Lets a subnet, or with the main association all subnets that have no table of their own, go by another table. */
public final class ReplaceRouteTableAssociation
        implements Operation<ReplaceRouteTableAssociationRequest, ReplaceRouteTableAssociationResponse> {
    private final StateStore store;

    public ReplaceRouteTableAssociation(StateStore store) {
        this.store = store;
    }

    @Override
    public ReplaceRouteTableAssociationResponse call(ReplaceRouteTableAssociationRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            RouteTable from = RouteTables.associated(tx, scope, in.associationId());
            Association old = from.association(in.associationId());
            RouteTable to = RouteTables.CATALOG.required(tx, scope, in.routeTableId());
            if (!to.vpcId().equals(from.vpcId())) {
                throw Ec2Errors.invalidValue("Route tables " + from.routeTableId() + " and " + to.routeTableId()
                        + " belong to different networks");
            }
            Vpcs.entered(tx, scope, from.vpcId());
            Association association = new Association(Kind.newId(tx, "rtbassoc"), old.subnetId());
            tx.put(RouteTables.TABLE, from.withoutAssociations(old::equals));
            // Read again: both may be the same table.
            tx.put(
                    RouteTables.TABLE,
                    RouteTables.CATALOG.required(tx, scope, in.routeTableId()).with(association));
            return ReplaceRouteTableAssociationResponse.builder()
                    .newAssociationId(association.associationId())
                    .associationState(state -> state.state("associated"))
                    .build();
        });
    }
}
