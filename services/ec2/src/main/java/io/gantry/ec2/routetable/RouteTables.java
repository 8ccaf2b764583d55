package io.gantry.ec2.routetable;

import io.gantry.base.AwsError;
import io.gantry.ec2.gateway.InternetGateway;
import io.gantry.ec2.resource.Catalog;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.subnet.Subnet;
import io.gantry.ec2.subnet.SubnetPart;
import io.gantry.ec2.vpc.Vpc;
import io.gantry.ec2.vpc.VpcPart;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Index;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table of route tables, and the main one that comes with each VPC. */
public final class RouteTables implements VpcPart, SubnetPart {
    private static final Index<RouteTable> BY_VPC =
            new Index<>("vpc", table -> List.of(table.scope().id(table.vpcId())));

    private static final Index<RouteTable> BY_ASSOCIATION = new Index<>(
            "association",
            table -> table.associations().stream()
                    .map(association -> table.scope().id(association.associationId()))
                    .toList());

    private static final Index<RouteTable> BY_SUBNET = new Index<>(
            "subnet",
            table -> table.associations().stream()
                    .flatMap(association -> association.subnetId().stream())
                    .map(table.scope()::id)
                    .toList());

    /** Route tables by id. */
    public static final Table<RouteTable> TABLE = new Table<>(
            "ec2/route-table",
            RouteTable::id,
            JsonRecordCodec.of(RouteTable.class),
            List.of(BY_VPC, BY_ASSOCIATION, BY_SUBNET));

    /** All route tables. */
    public static final Catalog<RouteTable> CATALOG = new Catalog<>(Kind.ROUTE_TABLE, TABLE, RouteTable::withTags);

    /** The tables of a VPC. */
    static List<RouteTable> of(View view, Scope scope, String vpcId) {
        return view.list(TABLE, BY_VPC, scope.id(vpcId));
    }

    /**
     * The table that has the association with this id, read by its own id.
     *
     * @throws AwsError InvalidAssociationID.NotFound
     */
    static RouteTable associated(View view, Scope scope, String associationId) {
        return view.list(TABLE, BY_ASSOCIATION, scope.id(associationId)).stream()
                .findFirst()
                .flatMap(found -> view.get(TABLE, found.id()))
                .orElseThrow(() -> AwsError.client(
                        "InvalidAssociationID.NotFound",
                        "The association ID '" + Ec2Errors.shown(associationId) + "' does not exist"));
    }

    /** The table that a subnet has for itself. */
    static Optional<RouteTable> ofSubnet(View view, Scope scope, String subnetId) {
        return view.list(TABLE, BY_SUBNET, scope.id(subnetId)).stream().findFirst();
    }

    /** The main table of a VPC. */
    static RouteTable main(View view, Scope scope, String vpcId) {
        return of(view, scope, vpcId).stream()
                .filter(RouteTable::main)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(vpcId + " has no main route table"));
    }

    /** Leads the subnets of the default VPC to the internet. */
    public static void openMain(Tx tx, Vpc vpc, InternetGateway gateway) {
        RouteTable main = main(tx, vpc.scope(), vpc.vpcId());
        tx.put(TABLE, main.with(new Route(Route.ANYWHERE, Route.Sort.INTERNET_GATEWAY, gateway.internetGatewayId())));
    }

    @Override
    public void furnish(Tx tx, Vpc vpc) {
        tx.put(
                TABLE,
                new RouteTable(
                        vpc.scope(),
                        Kind.ROUTE_TABLE.newId(tx),
                        vpc.vpcId(),
                        List.of(Route.local(vpc.cidrBlock())),
                        List.of(new Association(Kind.newId(tx, "rtbassoc"), Optional.empty())),
                        Map.of()));
    }

    @Override
    public boolean holds(View view, Vpc vpc) {
        return of(view, vpc.scope(), vpc.vpcId()).stream().anyMatch(table -> !table.main());
    }

    @Override
    public void clear(Tx tx, Vpc vpc) {
        of(tx, vpc.scope(), vpc.vpcId()).forEach(table -> tx.delete(TABLE, table.id()));
    }

    @Override
    public void furnish(Tx tx, Subnet subnet) {}

    @Override
    public void clear(Tx tx, Subnet subnet) {
        ofSubnet(tx, subnet.scope(), subnet.subnetId())
                .ifPresent(table -> tx.put(
                        TABLE,
                        table.withoutAssociations(
                                association -> association.subnetId().equals(Optional.of(subnet.subnetId())))));
    }
}
