package io.gantry.ec2.routetable;

import io.gantry.ec2.resource.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;

/** A route table in AWS's shape. */
final class RouteTableShape {
    private RouteTableShape() {}

    static software.amazon.awssdk.services.ec2.model.RouteTable of(RouteTable table, RouteStates states) {
        return software.amazon.awssdk.services.ec2.model.RouteTable.builder()
                .routeTableId(table.routeTableId())
                .vpcId(table.vpcId())
                .ownerId(table.scope().accountId())
                .propagatingVgws(List.of())
                .routes(table.routes().stream().map(route -> of(route, states)).toList())
                .associations(table.associations().stream()
                        .map(association -> RouteTableAssociation.builder()
                                .main(association.main())
                                .routeTableAssociationId(association.associationId())
                                .routeTableId(table.routeTableId())
                                .subnetId(association.subnetId().orElse(null))
                                .associationState(state -> state.state("associated"))
                                .build())
                        .toList())
                .tags(Tags.toShape(table.tags()))
                .build();
    }

    private static software.amazon.awssdk.services.ec2.model.Route of(Route route, RouteStates states) {
        String gateway = route.targetIdIf(Route.Sort.LOCAL) + route.targetIdIf(Route.Sort.INTERNET_GATEWAY);
        return software.amazon.awssdk.services.ec2.model.Route.builder()
                .destinationCidrBlock(route.destination().toString())
                .gatewayId(textOrNull(gateway))
                .natGatewayId(textOrNull(route.targetIdIf(Route.Sort.NAT_GATEWAY)))
                .origin(route.sort() == Route.Sort.LOCAL ? "CreateRouteTable" : "CreateRoute")
                .state(states.of(route))
                .build();
    }

    private static @Nullable String textOrNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
