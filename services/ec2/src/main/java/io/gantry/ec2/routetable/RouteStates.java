package io.gantry.ec2.routetable;

import io.gantry.ec2.gateway.InternetGateways;
import io.gantry.ec2.gateway.NatGateways;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.View;

/**
 * Whether the targets of a table's routes are there; a route to one that is gone is a {@code blackhole}, as on AWS.
 *
 * @param vpcId of the table
 */
record RouteStates(View view, Scope scope, String vpcId) {
    static RouteStates of(View view, RouteTable table) {
        return new RouteStates(view, table.scope(), table.vpcId());
    }

    String of(Route route) {
        return there(route) ? "active" : "blackhole";
    }

    private boolean there(Route route) {
        return switch (route.sort()) {
            case LOCAL -> true;
            case INTERNET_GATEWAY ->
                InternetGateways.CATALOG
                        .find(view, scope, route.targetId())
                        .flatMap(gateway -> gateway.vpcId())
                        .filter(vpcId::equals)
                        .isPresent();
            case NAT_GATEWAY ->
                NatGateways.CATALOG.find(view, scope, route.targetId()).isPresent();
        };
    }
}
