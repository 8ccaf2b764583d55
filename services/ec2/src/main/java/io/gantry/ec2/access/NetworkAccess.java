package io.gantry.ec2.access;

import static io.gantry.ec2.access.Asked.together;

import io.gantry.access.Access;
import io.gantry.ec2.resource.Kind;
import io.gantry.models.ec2.Ec2Api;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Security groups, interfaces, routes, gateways and addresses. */
final class NetworkAccess {
    private NetworkAccess() {}

    static void fill(Ec2Access access) {
        groups(access);
        rules(access);
        interfaces(access);
        routes(access);
        gateways(access);
    }

    private static void groups(Ec2Access access) {
        access.all(
                        Ec2Api.CREATE_SECURITY_GROUP,
                        (asked, in) -> together(
                                asked.creating(Kind.SECURITY_GROUP, in.tagSpecifications()),
                                List.of(asked.on(Kind.VPC, in.vpcId()))))
                .on(Ec2Api.DELETE_SECURITY_GROUP, Kind.SECURITY_GROUP, in -> in.groupId())
                .all(
                        Ec2Api.AUTHORIZE_SECURITY_GROUP_INGRESS,
                        (asked, in) -> authorizing(asked, in.groupId(), in.tagSpecifications()))
                .all(
                        Ec2Api.AUTHORIZE_SECURITY_GROUP_EGRESS,
                        (asked, in) -> authorizing(asked, in.groupId(), in.tagSpecifications()));
    }

    /** Rules that are made are resources of their own only as far as their tags go. */
    private static List<Access> authorizing(
            Asked asked, @Nullable String group, List<TagSpecification> specifications) {
        List<Access> tagging = asked.creating(Kind.SECURITY_GROUP_RULE, specifications);
        return together(
                List.of(asked.on(Kind.SECURITY_GROUP, group)),
                tagging.size() > 1 ? tagging.subList(1, tagging.size()) : List.of());
    }

    private static void rules(Ec2Access access) {
        access.on(Ec2Api.REVOKE_SECURITY_GROUP_INGRESS, Kind.SECURITY_GROUP, in -> in.groupId())
                .on(Ec2Api.REVOKE_SECURITY_GROUP_EGRESS, Kind.SECURITY_GROUP, in -> in.groupId())
                .on(Ec2Api.UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_INGRESS, Kind.SECURITY_GROUP, in -> in.groupId())
                .on(Ec2Api.UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_EGRESS, Kind.SECURITY_GROUP, in -> in.groupId())
                .all(
                        Ec2Api.MODIFY_SECURITY_GROUP_RULES,
                        (asked, in) -> together(
                                List.of(asked.on(Kind.SECURITY_GROUP, in.groupId())),
                                asked.onEach(
                                        Kind.SECURITY_GROUP_RULE,
                                        in.securityGroupRules().stream()
                                                .flatMap(Stream::ofNullable)
                                                .map(SecurityGroupRuleUpdate::securityGroupRuleId)
                                                .flatMap(Stream::ofNullable)
                                                .toList())));
    }

    private static void interfaces(Ec2Access access) {
        access.all(
                        Ec2Api.CREATE_NETWORK_INTERFACE,
                        (asked, in) -> together(
                                asked.creating(Kind.NETWORK_INTERFACE, in.tagSpecifications()),
                                List.of(asked.on(Kind.SUBNET, in.subnetId())),
                                asked.onEach(Kind.SECURITY_GROUP, in.groups())))
                .all(
                        Ec2Api.MODIFY_NETWORK_INTERFACE_ATTRIBUTE,
                        (asked, in) -> together(
                                List.of(asked.on(Kind.NETWORK_INTERFACE, in.networkInterfaceId())),
                                asked.onEach(Kind.SECURITY_GROUP, in.groups())))
                .on(Ec2Api.ATTACH_NETWORK_INTERFACE, Kind.NETWORK_INTERFACE, in -> in.networkInterfaceId())
                .on(Ec2Api.DETACH_NETWORK_INTERFACE, Kind.NETWORK_INTERFACE, in -> "")
                .on(Ec2Api.DELETE_NETWORK_INTERFACE, Kind.NETWORK_INTERFACE, in -> in.networkInterfaceId());
    }

    private static void routes(Ec2Access access) {
        access.all(
                        Ec2Api.CREATE_ROUTE_TABLE,
                        (asked, in) -> together(
                                asked.creating(Kind.ROUTE_TABLE, in.tagSpecifications()),
                                List.of(asked.on(Kind.VPC, in.vpcId()))))
                .on(Ec2Api.DELETE_ROUTE_TABLE, Kind.ROUTE_TABLE, in -> in.routeTableId())
                .on(Ec2Api.CREATE_ROUTE, Kind.ROUTE_TABLE, in -> in.routeTableId())
                .on(Ec2Api.REPLACE_ROUTE, Kind.ROUTE_TABLE, in -> in.routeTableId())
                .on(Ec2Api.DELETE_ROUTE, Kind.ROUTE_TABLE, in -> in.routeTableId())
                .on(Ec2Api.REPLACE_ROUTE_TABLE_ASSOCIATION, Kind.ROUTE_TABLE, in -> in.routeTableId())
                .on(Ec2Api.DISASSOCIATE_ROUTE_TABLE, Kind.ROUTE_TABLE, in -> "")
                .all(
                        Ec2Api.ASSOCIATE_ROUTE_TABLE,
                        (asked, in) -> together(
                                List.of(asked.on(Kind.ROUTE_TABLE, in.routeTableId())),
                                one(asked, Kind.SUBNET, in.subnetId()),
                                one(asked, Kind.INTERNET_GATEWAY, in.gatewayId())));
    }

    private static void gateways(Ec2Access access) {
        access.all(
                        Ec2Api.CREATE_INTERNET_GATEWAY,
                        (asked, in) -> asked.creating(Kind.INTERNET_GATEWAY, in.tagSpecifications()))
                .on(Ec2Api.DELETE_INTERNET_GATEWAY, Kind.INTERNET_GATEWAY, in -> in.internetGatewayId())
                .all(
                        Ec2Api.ATTACH_INTERNET_GATEWAY,
                        (asked, in) -> List.of(
                                asked.on(Kind.INTERNET_GATEWAY, in.internetGatewayId()),
                                asked.on(Kind.VPC, in.vpcId())))
                .all(
                        Ec2Api.DETACH_INTERNET_GATEWAY,
                        (asked, in) -> List.of(
                                asked.on(Kind.INTERNET_GATEWAY, in.internetGatewayId()),
                                asked.on(Kind.VPC, in.vpcId())))
                .all(Ec2Api.CREATE_NAT_GATEWAY, NetworkAccess::natGateway)
                .on(Ec2Api.DELETE_NAT_GATEWAY, Kind.NAT_GATEWAY, in -> in.natGatewayId())
                .all(Ec2Api.ALLOCATE_ADDRESS, (asked, in) -> asked.creating(Kind.ELASTIC_IP, in.tagSpecifications()))
                .on(Ec2Api.RELEASE_ADDRESS, Kind.ELASTIC_IP, in -> in.allocationId())
                .on(Ec2Api.DISASSOCIATE_ADDRESS, Kind.ELASTIC_IP, in -> "")
                .all(
                        Ec2Api.DESCRIBE_ADDRESSES_ATTRIBUTE,
                        (asked, in) -> in.allocationIds().isEmpty()
                                ? List.of(asked.on(Kind.ELASTIC_IP, ""))
                                : asked.onEach(Kind.ELASTIC_IP, in.allocationIds()));
    }

    private static List<Access> natGateway(Asked asked, CreateNatGatewayRequest in) {
        return together(
                asked.creating(Kind.NAT_GATEWAY, in.tagSpecifications()),
                List.of(asked.on(Kind.SUBNET, in.subnetId())),
                one(asked, Kind.ELASTIC_IP, in.allocationId()));
    }

    /** Only where the call names one. */
    private static List<Access> one(Asked asked, Kind kind, @Nullable String id) {
        return Optional.ofNullable(id).map(named -> asked.on(kind, named)).stream()
                .toList();
    }
}
