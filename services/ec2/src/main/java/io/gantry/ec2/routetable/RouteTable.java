package io.gantry.ec2.routetable;

import io.gantry.base.AwsError;
import io.gantry.ec2.cidr.Cidr;
import io.gantry.ec2.resource.Resource;
import io.gantry.ec2.resource.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /**
     * Its route to {@code destination}.
     *
     * @throws AwsError InvalidRoute.NotFound
     */
    Route route(Cidr destination) {
        return routes.stream()
                .filter(route -> route.destination().equals(destination))
                .findFirst()
                .orElseThrow(() -> AwsError.client(
                        "InvalidRoute.NotFound",
                        "no route with destination-cidr-block " + destination + " in route table " + routeTableId));
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

    /** Its association with this id, which it has. */
    Association association(String associationId) {
        return associations.stream()
                .filter(association -> association.associationId().equals(associationId))
                .findFirst()
                .orElseThrow();
    }

    Optional<Association> ofSubnet(String subnetId) {
        return associations.stream()
                .filter(association -> association.subnetId().equals(Optional.of(subnetId)))
                .findFirst();
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
