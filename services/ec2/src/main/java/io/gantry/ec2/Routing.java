package io.gantry.ec2;

import io.gantry.ec2.dhcpoptions.DescribeDhcpOptions;
import io.gantry.ec2.elasticip.AllocateAddress;
import io.gantry.ec2.elasticip.DescribeAddresses;
import io.gantry.ec2.elasticip.DescribeAddressesAttribute;
import io.gantry.ec2.elasticip.DisassociateAddress;
import io.gantry.ec2.elasticip.ReleaseAddress;
import io.gantry.ec2.gateway.AttachInternetGateway;
import io.gantry.ec2.gateway.CreateInternetGateway;
import io.gantry.ec2.gateway.CreateNatGateway;
import io.gantry.ec2.gateway.DeleteInternetGateway;
import io.gantry.ec2.gateway.DeleteNatGateway;
import io.gantry.ec2.gateway.DescribeInternetGateways;
import io.gantry.ec2.gateway.DescribeNatGateways;
import io.gantry.ec2.gateway.DetachInternetGateway;
import io.gantry.ec2.networkacl.DescribeNetworkAcls;
import io.gantry.ec2.routetable.AssociateRouteTable;
import io.gantry.ec2.routetable.CreateRoute;
import io.gantry.ec2.routetable.CreateRouteTable;
import io.gantry.ec2.routetable.DeleteRoute;
import io.gantry.ec2.routetable.DeleteRouteTable;
import io.gantry.ec2.routetable.DescribeRouteTables;
import io.gantry.ec2.routetable.DisassociateRouteTable;
import io.gantry.ec2.routetable.ReplaceRoute;
import io.gantry.ec2.routetable.ReplaceRouteTableAssociation;
import io.gantry.models.ec2.Ec2Api;
import io.gantry.state.StateStore;

/** What the room offers about ways out of a VPC. */
final class Routing {
    private Routing() {}

    static void routeTables(Offers offers, StateStore store) {
        offers.with(Ec2Api.CREATE_ROUTE_TABLE, new CreateRouteTable(store))
                .with(Ec2Api.DELETE_ROUTE_TABLE, new DeleteRouteTable(store))
                .with(Ec2Api.DESCRIBE_ROUTE_TABLES, new DescribeRouteTables(store))
                .with(Ec2Api.CREATE_ROUTE, new CreateRoute(store))
                .with(Ec2Api.REPLACE_ROUTE, new ReplaceRoute(store))
                .with(Ec2Api.DELETE_ROUTE, new DeleteRoute(store))
                .with(Ec2Api.ASSOCIATE_ROUTE_TABLE, new AssociateRouteTable(store))
                .with(Ec2Api.DISASSOCIATE_ROUTE_TABLE, new DisassociateRouteTable(store))
                .with(Ec2Api.REPLACE_ROUTE_TABLE_ASSOCIATION, new ReplaceRouteTableAssociation(store));
    }

    static void gateways(Offers offers, StateStore store) {
        offers.with(Ec2Api.CREATE_INTERNET_GATEWAY, new CreateInternetGateway(store))
                .with(Ec2Api.DELETE_INTERNET_GATEWAY, new DeleteInternetGateway(store))
                .with(Ec2Api.ATTACH_INTERNET_GATEWAY, new AttachInternetGateway(store))
                .with(Ec2Api.DETACH_INTERNET_GATEWAY, new DetachInternetGateway(store))
                .with(Ec2Api.DESCRIBE_INTERNET_GATEWAYS, new DescribeInternetGateways(store))
                .with(Ec2Api.CREATE_NAT_GATEWAY, new CreateNatGateway(store))
                .with(Ec2Api.DELETE_NAT_GATEWAY, new DeleteNatGateway(store))
                .with(Ec2Api.DESCRIBE_NAT_GATEWAYS, new DescribeNatGateways(store));
    }

    static void elasticIps(Offers offers, StateStore store) {
        offers.with(Ec2Api.ALLOCATE_ADDRESS, new AllocateAddress(store))
                .with(Ec2Api.DISASSOCIATE_ADDRESS, new DisassociateAddress(store))
                .with(Ec2Api.RELEASE_ADDRESS, new ReleaseAddress(store))
                .with(Ec2Api.DESCRIBE_ADDRESSES, new DescribeAddresses(store))
                .with(Ec2Api.DESCRIBE_ADDRESSES_ATTRIBUTE, new DescribeAddressesAttribute(store));
    }

    static void settings(Offers offers, StateStore store) {
        offers.with(Ec2Api.DESCRIBE_NETWORK_ACLS, new DescribeNetworkAcls(store))
                .with(Ec2Api.DESCRIBE_DHCP_OPTIONS, new DescribeDhcpOptions(store));
    }
}
