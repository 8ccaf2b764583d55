package io.gantry.ec2.securitygroup;

import io.gantry.ec2.resource.Catalog;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Fences;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.vpc.Vpc;
import io.gantry.ec2.vpc.VpcPart;
import io.gantry.ec2.vpc.Vpcs;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Index;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of security groups, and the group that comes with each VPC. */
public final class SecurityGroups implements VpcPart {
    private static final Index<SecurityGroup> BY_VPC =
            new Index<>("vpc", group -> List.of(group.scope().id(group.vpcId())));

    private static final Index<SecurityGroup> BY_RULE = new Index<>(
            "rule",
            group -> group.rules().stream()
                    .map(rule -> group.scope().id(rule.ruleId()))
                    .toList());

    private static final Index<SecurityGroup> BY_PEER = new Index<>(
            "peer",
            group -> group.rules().stream()
                    .map(rule -> rule.peer().valueIf(Peer.Sort.GROUP))
                    .filter(peer -> !peer.isEmpty() && !peer.equals(group.groupId()))
                    .distinct()
                    .map(peer -> group.scope().id(peer))
                    .toList());

    /** Groups by id. */
    public static final Table<SecurityGroup> TABLE = new Table<>(
            "ec2/security-group",
            SecurityGroup::id,
            JsonRecordCodec.of(SecurityGroup.class),
            List.of(BY_VPC, BY_RULE, BY_PEER));

    /** All groups. */
    public static final Catalog<SecurityGroup> CATALOG =
            new Catalog<>(Kind.SECURITY_GROUP, TABLE, SecurityGroup::withTags);

    /** The groups of a VPC. */
    static List<SecurityGroup> of(View view, Vpc vpc) {
        return view.list(TABLE, BY_VPC, vpc.id());
    }

    /** The group that has the rule with this id. */
    static Optional<SecurityGroup> ofRule(View view, Scope scope, String ruleId) {
        return view.list(TABLE, BY_RULE, scope.id(ruleId)).stream().findFirst();
    }

    /** The other groups whose rules name {@code group}. */
    static List<SecurityGroup> naming(View view, SecurityGroup group) {
        return view.list(TABLE, BY_PEER, group.id());
    }

    /** The group that a caller named by id, or by name in the default VPC. */
    static SecurityGroup required(View view, Scope scope, @Nullable String groupId, @Nullable String groupName) {
        if (groupId != null && !groupId.isEmpty()) {
            return CATALOG.required(view, scope, groupId);
        }
        if (groupName == null || groupName.isEmpty()) {
            throw Ec2Errors.missing("GroupId");
        }
        return Vpcs.standard(view, scope).stream()
                .flatMap(vpc -> of(view, vpc).stream())
                .filter(group -> group.groupName().equals(groupName))
                .findFirst()
                .orElseThrow(() -> Kind.SECURITY_GROUP.notFound(groupName));
    }

    /** The same group for a change of it: read by its id, which a transaction protects. */
    static SecurityGroup locked(Tx tx, Scope scope, @Nullable String groupId, @Nullable String groupName) {
        return CATALOG.required(
                tx, scope, required(tx, scope, groupId, groupName).groupId());
    }

    /**
     * The groups of an interface that is being made or changed.
     *
     * @throws io.gantry.base.AwsError Malformed or NotFound, InvalidParameterValue when one is of another VPC
     */
    public static List<SecurityGroup> entered(Tx tx, Scope scope, String vpcId, List<String> groupIds) {
        return groupIds.stream()
                .distinct()
                .map(id -> {
                    SecurityGroup group = CATALOG.required(tx, scope, id);
                    if (!group.vpcId().equals(vpcId)) {
                        throw Ec2Errors.invalidValue(
                                "You have specified two resources that belong to different networks.");
                    }
                    Fences.pass(tx, group.id());
                    return group;
                })
                .toList();
    }

    /** The default group of a VPC. */
    public static SecurityGroup standard(View view, Scope scope, String vpcId) {
        return view.list(TABLE, BY_VPC, scope.id(vpcId)).stream()
                .filter(SecurityGroup::standard)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(vpcId + " has no default group"));
    }

    @Override
    public void furnish(Tx tx, Vpc vpc) {
        String groupId = Kind.SECURITY_GROUP.newId(tx);
        List<SecurityGroupRule> rules = List.of(
                SecurityGroupRule.draft(false, Traffic.ALL, Peer.group(groupId), "")
                        .withId(Kind.SECURITY_GROUP_RULE.newId(tx)),
                openEgress(tx));
        tx.put(
                TABLE,
                new SecurityGroup(
                        vpc.scope(),
                        groupId,
                        SecurityGroup.DEFAULT,
                        "default VPC security group",
                        vpc.vpcId(),
                        rules,
                        Map.of()));
    }

    /** The rule that new groups have: all may leave. */
    static SecurityGroupRule openEgress(Tx tx) {
        return SecurityGroupRule.draft(true, Traffic.ALL, Peer.ANYONE, "").withId(Kind.SECURITY_GROUP_RULE.newId(tx));
    }

    @Override
    public boolean holds(View view, Vpc vpc) {
        return of(view, vpc).stream().anyMatch(group -> !group.standard());
    }

    @Override
    public void clear(Tx tx, Vpc vpc) {
        for (SecurityGroup group : of(tx, vpc)) {
            tx.delete(TABLE, group.id());
            Fences.end(tx, group.id());
        }
    }
}
