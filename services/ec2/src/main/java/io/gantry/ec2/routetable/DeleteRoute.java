package io.gantry.ec2.routetable;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Unsupported;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ec2.model.DeleteRouteRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteResponse;

/** Takes a route; the one inside the VPC stays. */
public final class DeleteRoute implements Operation<DeleteRouteRequest, DeleteRouteResponse> {
    private final StateStore store;

    public DeleteRoute(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteRouteResponse call(DeleteRouteRequest in, CallContext call) {
        Unsupported.member("DestinationIpv6CidrBlock", in.destinationIpv6CidrBlock());
        Unsupported.member("DestinationPrefixListId", in.destinationPrefixListId());
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            RouteTable table = RouteTables.CATALOG.required(tx, scope, in.routeTableId());
            Route route = table.route(RouteTarget.destination(in.destinationCidrBlock()));
            if (route.sort() == Route.Sort.LOCAL) {
                throw Ec2Errors.invalidValue(
                        "cannot remove local route " + route.destination() + " in route table " + table.routeTableId());
            }
            tx.put(RouteTables.TABLE, table.withoutRoutes(route::equals));
            return DeleteRouteResponse.builder().build();
        });
    }
}
