package io.gantry.ec2.routetable;

import io.gantry.base.AwsError;
import io.gantry.ec2.cidr.Cidr;
import io.gantry.ec2.gateway.InternetGateway;
import io.gantry.ec2.gateway.InternetGateways;
import io.gantry.ec2.gateway.NatGateways;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Unsupported;
import io.gantry.ec2.vpc.Vpcs;
import io.gantry.state.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;

/**
 * Where a call wants a route to go.
 *
 * @param destination the range
 * @param gatewayId an internet gateway, if that is the target
 * @param natGatewayId a NAT gateway, if that is the target
 */
record RouteTarget(Cidr destination, Optional<String> gatewayId, Optional<String> natGatewayId) {
    static RouteTarget of(CreateRouteRequest in) {
        Unsupported.member("DestinationIpv6CidrBlock", in.destinationIpv6CidrBlock());
        Unsupported.member("DestinationPrefixListId", in.destinationPrefixListId());
        Unsupported.member("VpcEndpointId", in.vpcEndpointId());
        Unsupported.member("TransitGatewayId", in.transitGatewayId());
        Unsupported.member("LocalGatewayId", in.localGatewayId());
        Unsupported.member("CarrierGatewayId", in.carrierGatewayId());
        Unsupported.member("CoreNetworkArn", in.coreNetworkArn());
        Unsupported.member("OdbNetworkArn", in.odbNetworkArn());
        Unsupported.member("EgressOnlyInternetGatewayId", in.egressOnlyInternetGatewayId());
        Unsupported.member("InstanceId", in.instanceId());
        Unsupported.member("NetworkInterfaceId", in.networkInterfaceId());
        Unsupported.member("VpcPeeringConnectionId", in.vpcPeeringConnectionId());
        return of(in.destinationCidrBlock(), in.gatewayId(), in.natGatewayId());
    }

    static RouteTarget of(ReplaceRouteRequest in) {
        Unsupported.member("DestinationIpv6CidrBlock", in.destinationIpv6CidrBlock());
        Unsupported.member("DestinationPrefixListId", in.destinationPrefixListId());
        Unsupported.member("VpcEndpointId", in.vpcEndpointId());
        Unsupported.member("LocalTarget", in.localTarget());
        Unsupported.member("TransitGatewayId", in.transitGatewayId());
        Unsupported.member("LocalGatewayId", in.localGatewayId());
        Unsupported.member("CarrierGatewayId", in.carrierGatewayId());
        Unsupported.member("CoreNetworkArn", in.coreNetworkArn());
        Unsupported.member("OdbNetworkArn", in.odbNetworkArn());
        Unsupported.member("EgressOnlyInternetGatewayId", in.egressOnlyInternetGatewayId());
        Unsupported.member("InstanceId", in.instanceId());
        Unsupported.member("NetworkInterfaceId", in.networkInterfaceId());
        Unsupported.member("VpcPeeringConnectionId", in.vpcPeeringConnectionId());
        return of(in.destinationCidrBlock(), in.gatewayId(), in.natGatewayId());
    }

    private static RouteTarget of(
            @Nullable String destination, @Nullable String gatewayId, @Nullable String natGatewayId) {
        Optional<String> gateway = Optional.ofNullable(gatewayId).filter(id -> !id.isEmpty());
        Optional<String> nat = Optional.ofNullable(natGatewayId).filter(id -> !id.isEmpty());
        if (gateway.isPresent() == nat.isPresent()) {
            throw Ec2Errors.invalidCombination("Exactly one target of the route must be specified.");
        }
        return new RouteTarget(destination(destination), gateway, nat);
    }

    /** The range that a caller wrote. */
    static Cidr destination(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw Ec2Errors.missing("destinationCidrBlock");
        }
        return Cidr.parse(text)
                .orElseThrow(
                        () -> Ec2Errors.invalidValue(text, "destinationCidrBlock", "This is not a valid CIDR block."));
    }

    /**
     * The route of {@code table} to it.
     *
     * @throws AwsError InvalidGatewayID.NotFound, NatGatewayNotFound, InvalidParameterValue
     */
    Route route(View view, RouteTable table) {
        Cidr own = Vpcs.CATALOG.required(view, table.scope(), table.vpcId()).cidrBlock();
        if (own.contains(destination)) {
            throw Ec2Errors.invalidValue("The destination CIDR block " + destination
                    + " is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an"
                    + " interface or an instance.");
        }
        if (natGatewayId.isPresent()) {
            NatGateways.CATALOG.required(view, table.scope(), natGatewayId.get());
            return new Route(destination, Route.Sort.NAT_GATEWAY, natGatewayId.get());
        }
        String id = gatewayId.orElseThrow();
        if (id.equals("local")) {
            throw Ec2Errors.unsupported("A route to local is not supported by Gantry but for the VPC's own range.");
        }
        InternetGateway gateway = InternetGateways.CATALOG
                .find(view, table.scope(), Kind.INTERNET_GATEWAY.checked(id))
                .orElseThrow(() ->
                        AwsError.client("InvalidGatewayID.NotFound", "The gateway ID '" + id + "' does not exist"));
        if (!gateway.vpcId().equals(Optional.of(table.vpcId()))) {
            throw Ec2Errors.invalidValue("route table " + table.routeTableId() + " and network gateway " + id
                    + " belong to different networks");
        }
        return new Route(destination, Route.Sort.INTERNET_GATEWAY, id);
    }
}
