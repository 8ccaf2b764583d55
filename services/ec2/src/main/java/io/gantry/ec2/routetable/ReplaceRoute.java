package io.gantry.ec2.routetable;

import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteResponse;

/** Leads a destination that the table has a route for elsewhere. */
public final class ReplaceRoute implements Operation<ReplaceRouteRequest, ReplaceRouteResponse> {
    private final StateStore store;

    public ReplaceRoute(StateStore store) {
        this.store = store;
    }

    @Override
    public ReplaceRouteResponse call(ReplaceRouteRequest in, CallContext call) {
        RouteTarget target = RouteTarget.of(in);
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            RouteTable table = RouteTables.CATALOG.required(tx, scope, in.routeTableId());
            Route route = target.route(tx, table);
            Route old = table.route(route.destination());
            tx.put(RouteTables.TABLE, table.withoutRoutes(old::equals).with(route));
            return ReplaceRouteResponse.builder().build();
        });
    }
}
