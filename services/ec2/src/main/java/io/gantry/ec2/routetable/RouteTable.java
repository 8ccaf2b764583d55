package io.gantry.ec2.routetable;

import io.gantry.ec2.resource.Resource;
import io.gantry.ec2.resource.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A route table.
 *
 * @param routes one a destination; the VPC's own range first, which cannot be taken away
 */
public record RouteTable(
        Scope scope,
        String routeTableId,
        String vpcId,
        List<Route> routes,
        List<Association> associations,
        Map<String, String> tags)
        implements Resource {
    public RouteTable {
        routes = List.copyOf(routes);
        associations = List.copyOf(associations);
    }

    @Override
    public String resourceId() {
        return routeTableId;
    }

    /** Whether it is the table of all subnets that have none of their own. */
    public boolean main() {
        return associations.stream().anyMatch(Association::main);
    }

    RouteTable with(Route route) {
        List<Route> more = new ArrayList<>(routes);
        more.add(route);
        return new RouteTable(scope, routeTableId, vpcId, more, associations, tags);
    }

    RouteTable withoutRoutes(Predicate<Route> gone) {
        return new RouteTable(
                scope,
                routeTableId,
                vpcId,
                routes.stream().filter(gone.negate()).toList(),
                associations,
                tags);
    }

    RouteTable with(Association association) {
        List<Association> more = new ArrayList<>(associations);
        more.add(association);
        return new RouteTable(scope, routeTableId, vpcId, routes, more, tags);
    }

    RouteTable withoutAssociations(Predicate<Association> gone) {
        return new RouteTable(
                scope,
                routeTableId,
                vpcId,
                routes,
                associations.stream().filter(gone.negate()).toList(),
                tags);
    }

    RouteTable withTags(Map<String, String> newTags) {
        return new RouteTable(scope, routeTableId, vpcId, routes, associations, newTags);
    }
}
