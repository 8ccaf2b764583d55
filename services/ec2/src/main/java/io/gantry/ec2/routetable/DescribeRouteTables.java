package io.gantry.ec2.routetable;

import io.gantry.base.Page;
import io.gantry.ec2.resource.Fields;
import io.gantry.ec2.resource.Listing;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;

/** Describes route tables. */
public final class DescribeRouteTables implements Operation<DescribeRouteTablesRequest, DescribeRouteTablesResponse> {
    private final StateStore store;

    public DescribeRouteTables(StateStore store) {
        this.store = store;
    }

    private static Fields<RouteTable> fields(View view) {
        return Fields.<RouteTable>ofResources()
                .withAll("association.gateway-id", table -> List.of())
                .withAll("association.main", associations(it -> Boolean.toString(it.main())))
                .withAll("association.route-table-association-id", associations(Association::associationId))
                .withAll(
                        "association.route-table-id",
                        table -> table.associations().isEmpty() ? List.of() : List.of(table.routeTableId()))
                .withAll(
                        "association.subnet-id",
                        associations(it -> it.subnetId().orElse("")))
                .with("owner-id", table -> table.scope().accountId())
                .with("route-table-id", RouteTable::routeTableId)
                .withAll(
                        "route.destination-cidr-block",
                        routes(it -> it.destination().toString()))
                .withAll("route.destination-ipv6-cidr-block", table -> List.of())
                .withAll("route.destination-prefix-list-id", table -> List.of())
                .withAll("route.egress-only-internet-gateway-id", table -> List.of())
                .withAll(
                        "route.gateway-id",
                        routes(it -> it.targetIdIf(Route.Sort.LOCAL) + it.targetIdIf(Route.Sort.INTERNET_GATEWAY)))
                .withAll("route.instance-id", table -> List.of())
                .withAll("route.nat-gateway-id", routes(it -> it.targetIdIf(Route.Sort.NAT_GATEWAY)))
                .withAll("route.network-interface-id", table -> List.of())
                .withAll(
                        "route.origin",
                        routes(it -> it.sort() == Route.Sort.LOCAL ? "CreateRouteTable" : "CreateRoute"))
                .withAll(
                        "route.state",
                        table -> table.routes().stream()
                                .map(RouteStates.of(view, table)::of)
                                .toList())
                .withAll("route.transit-gateway-id", table -> List.of())
                .withAll("route.vpc-peering-connection-id", table -> List.of())
                .with("vpc-id", RouteTable::vpcId);
    }

    private static Function<RouteTable, List<String>> associations(Function<Association, String> value) {
        return table -> table.associations().stream()
                .map(value)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static Function<RouteTable, List<String>> routes(Function<Route, String> value) {
        return table -> table.routes().stream()
                .map(value)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    @Override
    public DescribeRouteTablesResponse call(DescribeRouteTablesRequest in, CallContext call) {
        View view = store.view();
        Page<RouteTable> page = Listing.of(in.routeTableIds(), in.filters(), in.nextToken(), in.maxResults())
                .page(view, Scope.of(call), RouteTables.CATALOG, fields(view));
        return DescribeRouteTablesResponse.builder()
                .routeTables(page.items().stream()
                        .map(table -> RouteTableShape.of(table, RouteStates.of(view, table)))
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
