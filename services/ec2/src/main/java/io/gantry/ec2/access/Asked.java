package io.gantry.ec2.access;

import io.gantry.access.Access;
import io.gantry.access.TagKeys;
import io.gantry.ec2.keypair.KeyPair;
import io.gantry.ec2.keypair.KeyPairs;
import io.gantry.ec2.networkinterface.NetworkInterface;
import io.gantry.ec2.networkinterface.NetworkInterfaces;
import io.gantry.ec2.resource.Catalogs;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.routetable.RouteTable;
import io.gantry.ec2.routetable.RouteTables;
import io.gantry.ec2.securitygroup.SecurityGroup;
import io.gantry.ec2.securitygroup.SecurityGroups;
import io.gantry.ec2.subnet.Subnet;
import io.gantry.ec2.subnet.Subnets;
import io.gantry.policy.ConditionKeys;
import io.gantry.state.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * One call whose needs are told.
 *
 * @param operation for example {@code CreateSubnet}
 * @param scope the account and region of the call
 * @param view the state before the operation
 * @param catalogs where tags of resources are found
 */
record Asked(String operation, Scope scope, View view, Catalogs catalogs) {
    private static final String ANY = "*";

    /** The operation's action without any resource. */
    Access anywhere() {
        return Access.of("ec2:" + operation).with("ec2:Region", scope.region());
    }

    /** The operation's action on a resource that is there, with its tags and its VPC; on any of the kind without an id. */
    Access on(Kind kind, @Nullable String id) {
        String named = id == null || id.isEmpty() ? ANY : id;
        return on(kind, named, named);
    }

    /** The same of a resource whose ARN has its name and not its id. */
    private Access on(Kind kind, String name, String named) {
        return of("ec2:" + operation, kind, name)
                .with(TagKeys.ofResource("ec2", () -> catalogs.tags(view, scope, kind, named)))
                .with(key -> key.equals("ec2:vpc")
                        ? vpc(kind, named).map(vpc -> scope.arn("vpc/" + vpc)).stream()
                                .toList()
                        : List.of());
    }

    /** The operation's action on a key pair, which a caller names by name or id, and ARNs by name. */
    Access onKeyPair(@Nullable String name, @Nullable String id) {
        Optional<KeyPair> pair = KeyPairs.CATALOG.all(view, scope).stream()
                .filter(one -> name == null
                        ? one.keyPairId().equals(id)
                        : one.keyName().equals(name))
                .findFirst();
        String known = pair.map(KeyPair::keyName).orElse(name == null ? ANY : name);
        return on(Kind.KEY_PAIR, known, pair.map(KeyPair::keyPairId).orElse(ANY));
    }

    /** The same on each of several. */
    List<Access> onEach(Kind kind, Collection<String> ids) {
        return ids.stream().filter(Objects::nonNull).map(id -> on(kind, id)).toList();
    }

    /** The operation's action on a resource that it makes, and giving that its tags. */
    List<Access> creating(Kind kind, List<TagSpecification> specifications) {
        return creating(kind, ANY, specifications);
    }

    /** The same of one whose name is known before it is made. */
    List<Access> creating(Kind kind, @Nullable String name, List<TagSpecification> specifications) {
        Map<String, String> tags = tags(specifications);
        String named = name == null || name.isEmpty() ? ANY : name;
        Access create = of("ec2:" + operation, kind, named);
        if (tags.isEmpty()) {
            return List.of(create);
        }
        ConditionKeys requested = TagKeys.requested(tags);
        return List.of(
                create.with(requested),
                of("ec2:CreateTags", kind, named).with(requested).with("ec2:CreateAction", operation));
    }

    /** All of several lists. */
    @SafeVarargs
    static List<Access> together(List<Access>... lists) {
        List<Access> all = new ArrayList<>();
        for (List<Access> list : lists) {
            all.addAll(list);
        }
        return all;
    }

    static Map<String, String> map(List<Tag> tags) {
        Map<String, String> map = new HashMap<>();
        tags.stream()
                .filter(Objects::nonNull)
                .forEach(tag -> map.put(
                        Optional.ofNullable(tag.key()).orElse(""),
                        Optional.ofNullable(tag.value()).orElse("")));
        return map;
    }

    private Access of(String action, Kind kind, String id) {
        return Access.of(action, scope.arn(kind.type() + "/" + id)).with("ec2:Region", scope.region());
    }

    private static Map<String, String> tags(List<TagSpecification> specifications) {
        Map<String, String> all = new HashMap<>();
        specifications.stream().filter(Objects::nonNull).forEach(one -> all.putAll(map(one.tags())));
        return all;
    }

    private Optional<String> vpc(Kind kind, String id) {
        return switch (kind) {
            case SUBNET -> Subnets.CATALOG.find(view, scope, id).map(Subnet::vpcId);
            case SECURITY_GROUP -> SecurityGroups.CATALOG.find(view, scope, id).map(SecurityGroup::vpcId);
            case ROUTE_TABLE -> RouteTables.CATALOG.find(view, scope, id).map(RouteTable::vpcId);
            case NETWORK_INTERFACE ->
                NetworkInterfaces.CATALOG.find(view, scope, id).map(NetworkInterface::vpcId);
            case VPC,
                    SECURITY_GROUP_RULE,
                    INTERNET_GATEWAY,
                    NAT_GATEWAY,
                    NETWORK_ACL,
                    DHCP_OPTIONS,
                    ELASTIC_IP,
                    KEY_PAIR -> Optional.empty();
        };
    }
}
