package io.gantry.ec2.routetable;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ec2.Ec2Room;
import io.gantry.models.ec2.Ec2Api;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AllocateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationRequest;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Subnet;

class RoutingTest {
    private final Ec2Room room = new Ec2Room();
    private final String vpcId = room.vpc("10.0.0.0/16").vpcId();
    private final Subnet subnet = room.subnet(vpcId, "10.0.0.0/24");

    private String table() {
        return room.call(
                        Ec2Api.CREATE_ROUTE_TABLE,
                        CreateRouteTableRequest.builder().vpcId(vpcId).build())
                .routeTable()
                .routeTableId();
    }

    private List<RouteTable> tables(String filter, String value) {
        return room.call(
                        Ec2Api.DESCRIBE_ROUTE_TABLES,
                        DescribeRouteTablesRequest.builder()
                                .filters(Filter.builder()
                                        .name(filter)
                                        .values(value)
                                        .build())
                                .build())
                .routeTables();
    }

    private String gateway() {
        return room.call(
                        Ec2Api.CREATE_INTERNET_GATEWAY,
                        CreateInternetGatewayRequest.builder().build())
                .internetGateway()
                .internetGatewayId();
    }

    private void attach(String gateway) {
        room.call(
                Ec2Api.ATTACH_INTERNET_GATEWAY,
                AttachInternetGatewayRequest.builder()
                        .vpcId(vpcId)
                        .internetGatewayId(gateway)
                        .build());
    }

    private void detach(String gateway) {
        room.call(
                Ec2Api.DETACH_INTERNET_GATEWAY,
                DetachInternetGatewayRequest.builder()
                        .vpcId(vpcId)
                        .internetGatewayId(gateway)
                        .build());
    }

    private void route(String table, Consumer<CreateRouteRequest.Builder> with) {
        CreateRouteRequest.Builder in = CreateRouteRequest.builder().routeTableId(table);
        with.accept(in);
        assertThat(room.call(Ec2Api.CREATE_ROUTE, in.build()).returnValue()).isTrue();
    }

    private String associate(String table) {
        return room.call(
                        Ec2Api.ASSOCIATE_ROUTE_TABLE,
                        AssociateRouteTableRequest.builder()
                                .routeTableId(table)
                                .subnetId(subnet.subnetId())
                                .build())
                .associationId();
    }

    @Test
    void routesComeChangeAndGo() {
        String table = table();
        String gateway = gateway();
        Consumer<CreateRouteRequest.Builder> out =
                it -> it.destinationCidrBlock("0.0.0.0/0").gatewayId(gateway);
        Ec2Room.refused("InvalidParameterValue", "different networks", () -> route(table, out));
        attach(gateway);
        route(table, out);
        route(table, out);
        assertThat(tables("route-table-id", table).getFirst().routes())
                .extracting(Route::gatewayId)
                .containsExactly("local", gateway);
        NatGateway nat = nat();
        Ec2Room.refused(
                "RouteAlreadyExists",
                "0.0.0.0/0",
                () -> route(table, it -> it.destinationCidrBlock("0.0.0.0/0").natGatewayId(nat.natGatewayId())));
        room.call(
                Ec2Api.REPLACE_ROUTE,
                ReplaceRouteRequest.builder()
                        .routeTableId(table)
                        .destinationCidrBlock("0.0.0.0/0")
                        .natGatewayId(nat.natGatewayId())
                        .build());
        Route last = tables("route.nat-gateway-id", nat.natGatewayId())
                .getFirst()
                .routes()
                .getLast();
        assertThat(last.natGatewayId()).isEqualTo(nat.natGatewayId());
        assertThat(last.gatewayId()).isNull();
        assertThat(last.stateAsString()).isEqualTo("active");
        delete(table, "0.0.0.0/0");
        Ec2Room.refused("InvalidRoute.NotFound", "0.0.0.0/0", () -> delete(table, "0.0.0.0/0"));
        Ec2Room.refused("InvalidParameterValue", "local route", () -> delete(table, "10.0.0.0/16"));
        Ec2Room.refused(
                "InvalidGatewayID.NotFound",
                "igw-00000000",
                () -> route(table, it -> it.destinationCidrBlock("1.0.0.0/8").gatewayId("igw-00000000")));
        Ec2Room.refused(
                "UnsupportedOperation",
                "TransitGatewayId",
                () -> route(table, it -> it.destinationCidrBlock("1.0.0.0/8").transitGatewayId("tgw-1")));
    }

    private void delete(String table, String destination) {
        room.call(
                Ec2Api.DELETE_ROUTE,
                DeleteRouteRequest.builder()
                        .routeTableId(table)
                        .destinationCidrBlock(destination)
                        .build());
    }

    @Test
    void aGatewayServesOneVpc() {
        String gateway = gateway();
        Ec2Room.refused("Gateway.NotAttached", gateway, () -> detach(gateway));
        attach(gateway);
        Ec2Room.refused("Resource.AlreadyAssociated", gateway, () -> attach(gateway));
        Ec2Room.refused("InvalidParameterValue", "already has", () -> attach(gateway()));
        Ec2Room.refused("DependencyViolation", gateway, () -> delete(gateway));
        String table = table();
        route(table, it -> it.destinationCidrBlock("0.0.0.0/0").gatewayId(gateway));
        detach(gateway);
        assertThat(tables("route-table-id", table).getFirst().routes().getLast().stateAsString())
                .isEqualTo("blackhole");
        delete(gateway);
        Ec2Room.refused("InvalidInternetGatewayID.NotFound", gateway, () -> delete(gateway));
    }

    private void delete(String gateway) {
        room.call(
                Ec2Api.DELETE_INTERNET_GATEWAY,
                DeleteInternetGatewayRequest.builder()
                        .internetGatewayId(gateway)
                        .build());
    }

    @Test
    void subnetsGoByOneTable() {
        String first = table();
        String second = table();
        String association = associate(first);
        assertThat(associate(first)).isEqualTo(association);
        Ec2Room.refused("Resource.AlreadyAssociated", second, () -> associate(second));
        Ec2Room.refused("DependencyViolation", first, () -> deleteTable(first));
        String moved = replace(association, second);
        assertThat(tables("association.route-table-association-id", moved))
                .extracting(RouteTable::routeTableId)
                .containsExactly(second);
        deleteTable(first);
        room.call(
                Ec2Api.DISASSOCIATE_ROUTE_TABLE,
                DisassociateRouteTableRequest.builder().associationId(moved).build());
        Ec2Room.refused(
                "InvalidAssociationID.NotFound",
                moved,
                () -> room.call(
                        Ec2Api.DISASSOCIATE_ROUTE_TABLE,
                        DisassociateRouteTableRequest.builder()
                                .associationId(moved)
                                .build()));
        associate(second);
        room.call(
                Ec2Api.DELETE_SUBNET,
                DeleteSubnetRequest.builder().subnetId(subnet.subnetId()).build());
        assertThat(tables("route-table-id", second).getFirst().associations()).isEmpty();
        Ec2Room.refused(
                "DependencyViolation",
                vpcId,
                () -> room.call(
                        Ec2Api.DELETE_VPC,
                        DeleteVpcRequest.builder().vpcId(vpcId).build()));
        deleteTable(second);
        room.call(Ec2Api.DELETE_VPC, DeleteVpcRequest.builder().vpcId(vpcId).build());
    }

    private String replace(String association, String table) {
        return room.call(
                        Ec2Api.REPLACE_ROUTE_TABLE_ASSOCIATION,
                        ReplaceRouteTableAssociationRequest.builder()
                                .associationId(association)
                                .routeTableId(table)
                                .build())
                .newAssociationId();
    }

    private void deleteTable(String table) {
        room.call(
                Ec2Api.DELETE_ROUTE_TABLE,
                DeleteRouteTableRequest.builder().routeTableId(table).build());
    }

    @Test
    void anotherTableBecomesMain() {
        RouteTable main = tables("association.main", "true").getFirst();
        String association = main.associations().getFirst().routeTableAssociationId();
        Ec2Room.refused(
                "InvalidParameterValue",
                "main route table",
                () -> room.call(
                        Ec2Api.DISASSOCIATE_ROUTE_TABLE,
                        DisassociateRouteTableRequest.builder()
                                .associationId(association)
                                .build()));
        Ec2Room.refused("DependencyViolation", main.routeTableId(), () -> deleteTable(main.routeTableId()));
        String other = table();
        String now = replace(association, other);
        assertThat(tables("association.main", "true"))
                .extracting(RouteTable::routeTableId)
                .containsExactly(other);
        assertThat(replace(now, other)).isNotEqualTo(now);
        deleteTable(main.routeTableId());
    }

    private NatGateway nat() {
        String allocation = room.call(
                        Ec2Api.ALLOCATE_ADDRESS,
                        AllocateAddressRequest.builder().build())
                .allocationId();
        return room.call(
                        Ec2Api.CREATE_NAT_GATEWAY,
                        CreateNatGatewayRequest.builder()
                                .subnetId(subnet.subnetId())
                                .allocationId(allocation)
                                .clientToken("one")
                                .build())
                .natGateway();
    }

    @Test
    void aNatGatewayHoldsAnAddressAndAnInterface() {
        NatGateway nat = nat();
        var address = nat.natGatewayAddresses().getFirst();
        assertThat(nat.stateAsString()).isEqualTo("available");
        assertThat(address.publicIp()).isEqualTo("198.18.0.1");
        assertThat(room.call(
                                Ec2Api.CREATE_NAT_GATEWAY,
                                CreateNatGatewayRequest.builder()
                                        .subnetId(subnet.subnetId())
                                        .allocationId(address.allocationId())
                                        .clientToken("one")
                                        .build())
                        .natGateway())
                .isEqualTo(nat);
        var eni = room.call(
                        Ec2Api.DESCRIBE_NETWORK_INTERFACES,
                        DescribeNetworkInterfacesRequest.builder()
                                .networkInterfaceIds(address.networkInterfaceId())
                                .build())
                .networkInterfaces()
                .getFirst();
        assertThat(eni.interfaceTypeAsString()).isEqualTo("natGateway");
        assertThat(eni.privateIpAddress()).isEqualTo(address.privateIp());
        assertThat(eni.requesterManaged()).isTrue();
        assertThat(addresses(address.allocationId()).getFirst().networkInterfaceId())
                .isEqualTo(eni.networkInterfaceId());
        Ec2Room.refused("InvalidIPAddress.InUse", "198.18.0.1", () -> release(address.allocationId()));
        DeleteNatGatewayRequest gone = DeleteNatGatewayRequest.builder()
                .natGatewayId(nat.natGatewayId())
                .build();
        room.call(Ec2Api.DELETE_NAT_GATEWAY, gone);
        Ec2Room.refused("NatGatewayNotFound", nat.natGatewayId(), () -> room.call(Ec2Api.DELETE_NAT_GATEWAY, gone));
        assertThat(room.call(
                                Ec2Api.DESCRIBE_NAT_GATEWAYS,
                                DescribeNatGatewaysRequest.builder().build())
                        .natGateways())
                .isEmpty();
        assertThat(room.describe(subnet).availableIpAddressCount()).isEqualTo(251);
        release(address.allocationId());
        Ec2Room.refused("InvalidAllocationID.NotFound", address.allocationId(), () -> release(address.allocationId()));
    }

    private List<software.amazon.awssdk.services.ec2.model.Address> addresses(String allocationId) {
        return room.call(
                        Ec2Api.DESCRIBE_ADDRESSES,
                        DescribeAddressesRequest.builder()
                                .allocationIds(allocationId)
                                .build())
                .addresses();
    }

    private void release(String allocationId) {
        room.call(
                Ec2Api.RELEASE_ADDRESS,
                ReleaseAddressRequest.builder().allocationId(allocationId).build());
    }
}
