package io.gantry.ec2.routetable;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Tags;
import io.gantry.ec2.vpc.Vpc;
import io.gantry.ec2.vpc.Vpcs;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableResponse;

/** Makes a route table that knows the way inside its VPC. */
public final class CreateRouteTable implements Operation<CreateRouteTableRequest, CreateRouteTableResponse> {
    private final StateStore store;

    public CreateRouteTable(StateStore store) {
        this.store = store;
    }

    @Override
    public CreateRouteTableResponse call(CreateRouteTableRequest in, CallContext call) {
        Map<String, String> tags = Tags.of(in.tagSpecifications(), Kind.ROUTE_TABLE);
        Optional<String> token = Optional.ofNullable(in.clientToken()).filter(text -> !text.isEmpty());
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            Vpc vpc = Vpcs.entered(tx, scope, in.vpcId());
            String id =
                    token.map(text -> Kind.ROUTE_TABLE.idFor(scope, text)).orElseGet(() -> Kind.ROUTE_TABLE.newId(tx));
            Optional<RouteTable> there = RouteTables.CATALOG.find(tx, scope, id);
            if (there.isPresent() && !there.get().vpcId().equals(vpc.vpcId())) {
                throw Ec2Errors.otherParameters(token.orElse(""));
            }
            RouteTable table = there.orElseGet(() ->
                    new RouteTable(scope, id, vpc.vpcId(), List.of(Route.local(vpc.cidrBlock())), List.of(), tags));
            tx.put(RouteTables.TABLE, table);
            return CreateRouteTableResponse.builder()
                    .routeTable(RouteTableShape.of(table, RouteStates.of(tx, table)))
                    .clientToken(token.orElse(null))
                    .build();
        });
    }
}
