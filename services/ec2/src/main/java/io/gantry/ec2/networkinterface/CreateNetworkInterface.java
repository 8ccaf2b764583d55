package io.gantry.ec2.networkinterface;

import io.gantry.base.AwsError;
import io.gantry.ec2.cidr.Ipv4;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Tags;
import io.gantry.ec2.resource.Unsupported;
import io.gantry.ec2.securitygroup.SecurityGroup;
import io.gantry.ec2.securitygroup.SecurityGroups;
import io.gantry.ec2.subnet.Subnet;
import io.gantry.ec2.subnet.Subnets;
import io.gantry.state.StateStore;
import io.gantry.state.Tx;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.codec.AwsJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceResponse;

/**
 * Makes an interface with addresses of its subnet. The id of one that is made with a client token comes from the token, so
 * that the repeated call finds it.
 */
public final class CreateNetworkInterface
        implements Operation<CreateNetworkInterfaceRequest, CreateNetworkInterfaceResponse> {
    private static final int MOST_GROUPS = 16;
    private static final int LONGEST_DESCRIPTION = 255;

    private final StateStore store;

    public CreateNetworkInterface(StateStore store) {
        this.store = store;
    }

    /** What the call says, checked as far as it can be without the store. */
    private record Wish(
            String subnetId,
            String description,
            List<String> groups,
            Addresses addresses,
            Map<String, String> tags,
            String requesterId,
            String madeBy) {}

    @Override
    public CreateNetworkInterfaceResponse call(CreateNetworkInterfaceRequest in, CallContext call) {
        refuseUnsupported(in);
        Scope scope = Scope.of(call);
        Optional<String> token = Optional.ofNullable(in.clientToken()).filter(text -> !text.isEmpty());
        Wish wish = new Wish(
                in.subnetId(),
                described(in.description() == null ? "" : in.description()),
                in.groups(),
                Addresses.of(in),
                Tags.of(in.tagSpecifications(), Kind.NETWORK_INTERFACE),
                Requester.of(call).id(),
                // Not null: the SDK would write a token of its own making.
                Kind.digest(AwsJson.write(in.toBuilder().clientToken("").build())));
        return store.transact(tx -> {
            String id = token.map(text -> Kind.NETWORK_INTERFACE.idFor(scope, text))
                    .orElseGet(() -> Kind.NETWORK_INTERFACE.newId(tx));
            NetworkInterface eni = NetworkInterfaces.CATALOG
                    .find(tx, scope, id)
                    .map(there -> same(there, wish, token.orElse("")))
                    .orElseGet(() -> make(tx, scope, id, wish));
            return CreateNetworkInterfaceResponse.builder()
                    .networkInterface(InterfaceShape.of(eni))
                    .clientToken(token.orElse(null))
                    .build();
        });
    }

    static String described(String description) {
        if (description.length() > LONGEST_DESCRIPTION) {
            throw Ec2Errors.invalidValue(
                    description, "description", "It has at most " + LONGEST_DESCRIPTION + " characters.");
        }
        return description;
    }

    private static NetworkInterface same(NetworkInterface there, Wish wish, String token) {
        if (!there.madeBy().equals(wish.madeBy())) {
            throw Ec2Errors.otherParameters(token);
        }
        return there;
    }

    private static NetworkInterface make(Tx tx, Scope scope, String id, Wish wish) {
        Subnet subnet = Subnets.CATALOG.required(tx, scope, wish.subnetId());
        List<String> groupIds = wish.groups().isEmpty()
                ? List.of(SecurityGroups.standard(tx, scope, subnet.vpcId()).groupId())
                : wish.groups();
        List<GroupName> groups = groups(tx, scope, subnet.vpcId(), groupIds);
        List<Ipv4> addresses = wish.addresses().take(tx, subnet);
        NetworkInterface eni = new NetworkInterface(
                scope,
                id,
                subnet.vpcId(),
                subnet.subnetId(),
                subnet.zone(),
                wish.description(),
                addresses,
                macAddress(tx, addresses.getFirst()),
                groups,
                Optional.empty(),
                wish.requesterId(),
                true,
                wish.madeBy(),
                wish.tags());
        tx.put(NetworkInterfaces.TABLE, eni);
        return eni;
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

    private static void refuseUnsupported(CreateNetworkInterfaceRequest in) {
        Unsupported.member("InterfaceType", in.interfaceTypeAsString());
        Unsupported.member("Ipv4Prefixes", in.ipv4Prefixes());
        Unsupported.member("Ipv4PrefixCount", in.ipv4PrefixCount());
        Unsupported.member("Ipv6Prefixes", in.ipv6Prefixes());
        Unsupported.member("Ipv6PrefixCount", in.ipv6PrefixCount());
        Unsupported.member("Ipv6Addresses", in.ipv6Addresses());
        Unsupported.member("Ipv6AddressCount", in.ipv6AddressCount());
        Unsupported.member("EnablePrimaryIpv6", in.enablePrimaryIpv6());
        Unsupported.member("ConnectionTrackingSpecification", in.connectionTrackingSpecification());
        Unsupported.member("Operator", in.operator());
    }
}
