package io.gantry.ec2.routetable;

import io.gantry.base.AwsError;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Unsupported;
import io.gantry.ec2.subnet.Subnet;
import io.gantry.ec2.subnet.Subnets;
import io.gantry.ec2.vpc.Vpcs;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableResponse;

/** Lets a subnet go by a route table instead of the main one. */
public final class AssociateRouteTable implements Operation<AssociateRouteTableRequest, AssociateRouteTableResponse> {
    private final StateStore store;

    public AssociateRouteTable(StateStore store) {
        this.store = store;
    }

    @Override
    public AssociateRouteTableResponse call(AssociateRouteTableRequest in, CallContext call) {
        Unsupported.member("GatewayId", in.gatewayId());
        Unsupported.member("PublicIpv4Pool", in.publicIpv4Pool());
        if (in.subnetId() == null || in.subnetId().isEmpty()) {
            throw Ec2Errors.missing("subnetId");
        }
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            RouteTable table = RouteTables.CATALOG.required(tx, scope, in.routeTableId());
            Subnet subnet = Subnets.CATALOG.required(tx, scope, in.subnetId());
            if (!subnet.vpcId().equals(table.vpcId())) {
                throw Ec2Errors.invalidValue("Route table " + table.routeTableId() + " and subnet " + subnet.subnetId()
                        + " belong to different networks");
            }
            Vpcs.entered(tx, scope, table.vpcId());
            Optional<RouteTable> there = RouteTables.ofSubnet(tx, scope, subnet.subnetId());
            if (there.isPresent() && !there.get().routeTableId().equals(table.routeTableId())) {
                throw AwsError.client(
                        "Resource.AlreadyAssociated",
                        "the specified association for route table " + table.routeTableId()
                                + " conflicts with an existing association");
            }
            Association association = there.flatMap(own -> own.ofSubnet(subnet.subnetId()))
                    .orElseGet(() -> new Association(Kind.newId(tx, "rtbassoc"), Optional.of(subnet.subnetId())));
            if (there.isEmpty()) {
                tx.put(RouteTables.TABLE, table.with(association));
            }
            return AssociateRouteTableResponse.builder()
                    .associationId(association.associationId())
                    .associationState(state -> state.state("associated"))
                    .build();
        });
    }
}
