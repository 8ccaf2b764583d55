package io.gantry.ec2.networkinterface;

import io.gantry.base.AwsError;
import io.gantry.ec2.cidr.Ipv4;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.securitygroup.SecurityGroup;
import io.gantry.ec2.securitygroup.SecurityGroups;
import io.gantry.ec2.subnet.Subnet;
import io.gantry.ec2.subnet.Subnets;
import io.gantry.state.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An interface that is to be made.
 *
 * @param interfaceType {@code interface}, or what it is for
 * @param groups the ids of its security groups; none for the VPC's default group
 * @param requesterId the service that makes it for itself; empty for a caller of the account
 * @param madeBy a digest of the call
 */
public record NewInterface(
        String subnetId,
        String interfaceType,
        String description,
        List<String> groups,
        Addresses addresses,
        Map<String, String> tags,
        String requesterId,
        String madeBy) {
    /** The type of an interface that is nothing special. */
    static final String ORDINARY = "interface";

    private static final int MOST_GROUPS = 16;
    private static final int LONGEST_DESCRIPTION = 255;

    /** The interface of a NAT gateway, which has no groups. */
    public static NewInterface ofNatGateway(String subnetId, String natGatewayId, Optional<Ipv4> address) {
        return new NewInterface(
                subnetId,
                "natGateway",
                "Interface for NAT Gateway " + natGatewayId,
                List.of(),
                new Addresses(address.stream().toList(), address.isPresent(), 0),
                Map.of(),
                "nat.amazonaws.com",
                natGatewayId);
    }

    static String described(@Nullable String description) {
        String text = description == null ? "" : description;
        if (text.length() > LONGEST_DESCRIPTION) {
            throw Ec2Errors.invalidValue(text, "description", "It has at most " + LONGEST_DESCRIPTION + " characters.");
        }
        return text;
    }

    /** Makes it, with this id. */
    public NetworkInterface make(Tx tx, Scope scope, String id) {
        Subnet subnet = Subnets.CATALOG.required(tx, scope, subnetId);
        List<GroupName> entered = interfaceType.equals(ORDINARY)
                ? groups(tx, scope, subnet.vpcId(), groupsOrDefault(tx, scope, subnet.vpcId()))
                : List.of();
        List<Ipv4> taken = addresses.take(tx, subnet);
        NetworkInterface eni = new NetworkInterface(
                scope,
                id,
                interfaceType,
                subnet.vpcId(),
                subnet.subnetId(),
                subnet.zone(),
                description,
                taken,
                macAddress(tx, taken.getFirst()),
                entered,
                Optional.empty(),
                requesterId,
                true,
                madeBy,
                tags);
        tx.put(NetworkInterfaces.TABLE, eni);
        return eni;
    }

    private List<String> groupsOrDefault(Tx tx, Scope scope, String vpcId) {
        return groups.isEmpty()
                ? List.of(SecurityGroups.standard(tx, scope, vpcId).groupId())
                : groups;
    }

    static List<GroupName> groups(Tx tx, Scope scope, String vpcId, List<String> ids) {
        List<SecurityGroup> groups = SecurityGroups.entered(tx, scope, vpcId, ids);
        if (groups.size() > MOST_GROUPS) {
            throw AwsError.client(
                    "SecurityGroupsPerInterfaceLimitExceeded",
                    "The maximum number of security groups per interface, " + MOST_GROUPS + ", has been reached.");
        }
        return groups.stream().map(GroupName::of).toList();
    }

    /** Locally administered; the address in it makes it unique in its VPC, the random part another one next time. */
    private static String macAddress(Tx tx, Ipv4 address) {
        StringBuilder mac = new StringBuilder("02:").append(tx.newId(), 0, 2);
        for (int shift = 24; shift >= 0; shift -= 8) {
            mac.append(':').append(String.format("%02x", (address.value() >> shift) & 0xFF));
        }
        return mac.toString();
    }
}
