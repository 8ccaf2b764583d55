package io.gantry.ec2.routetable;

import io.gantry.base.AwsError;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteResponse;

/** Adds a route to a destination that the table has none for. */
public final class CreateRoute implements Operation<CreateRouteRequest, CreateRouteResponse> {
    /** AWS's quota can be raised to this. */
    private static final int MOST = 1_000;

    private final StateStore store;

    public CreateRoute(StateStore store) {
        this.store = store;
    }

    @Override
    public CreateRouteResponse call(CreateRouteRequest in, CallContext call) {
        RouteTarget target = RouteTarget.of(in);
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            RouteTable table = RouteTables.CATALOG.required(tx, scope, in.routeTableId());
            Route route = target.route(tx, table);
            if (table.routes().contains(route)) {
                return CreateRouteResponse.builder().returnValue(true).build();
            }
            if (table.routes().stream().anyMatch(there -> there.destination().equals(route.destination()))) {
                throw AwsError.client(
                        "RouteAlreadyExists", "The route identified by " + route.destination() + " already exists.");
            }
            if (table.routes().size() >= MOST) {
                throw AwsError.client(
                        "RouteLimitExceeded", "The maximum number of routes, " + MOST + ", has been reached.");
            }
            tx.put(RouteTables.TABLE, table.with(route));
            return CreateRouteResponse.builder().returnValue(true).build();
        });
    }
}
