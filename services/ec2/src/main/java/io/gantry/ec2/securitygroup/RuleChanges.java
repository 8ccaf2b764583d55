package io.gantry.ec2.securitygroup;

import io.gantry.base.AwsError;
import io.gantry.ec2.resource.Fences;
import io.gantry.ec2.resource.Kind;
import io.gantry.state.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleDescription;

/** Adds, takes and changes the rules of one group, inside one transaction. */
final class RuleChanges {
    /** AWS's quota can be raised to this. */
    private static final int MOST = 1_000;

    private final Tx tx;
    private SecurityGroup group;

    RuleChanges(Tx tx, SecurityGroup group) {
        this.tx = tx;
        this.group = group;
    }

    /** The group as it has become. */
    SecurityGroup group() {
        return group;
    }

    /**
     * Adds {@code drafts}, all of them or none.
     *
     * @throws AwsError InvalidPermission.Duplicate, RulesPerSecurityGroupLimitExceeded
     */
    List<SecurityGroupRule> add(List<SecurityGroupRule> drafts, Map<String, String> tags) {
        List<SecurityGroupRule> added = new ArrayList<>();
        for (SecurityGroupRule draft : drafts) {
            refuseDuplicate(draft, "");
            enterPeer(draft);
            SecurityGroupRule rule =
                    draft.withId(Kind.SECURITY_GROUP_RULE.newId(tx)).withTags(tags);
            group = group.with(rule);
            added.add(rule);
            if (group.rules(rule.egress()).size() > MOST) {
                throw AwsError.client(
                        "RulesPerSecurityGroupLimitExceeded",
                        "The maximum number of rules per security group, " + MOST + ", has been reached.");
            }
        }
        return added;
    }

    /** Adds what is given for one direction, saves it, and answers the new rules. */
    List<software.amazon.awssdk.services.ec2.model.SecurityGroupRule> authorize(
            boolean egress, List<IpPermission> given, Map<String, String> tags) {
        List<SecurityGroupRule> added = add(new Permissions(tx, group).drafts(egress, given), tags);
        save();
        return added.stream().map(rule -> GroupShapes.of(group, rule)).toList();
    }

    /** Gives rules of one direction other descriptions, found by their ids or else by what they say, and saves that. */
    void describe(boolean egress, List<IpPermission> byContent, List<SecurityGroupRuleDescription> byId) {
        if (byId.isEmpty()) {
            new Permissions(tx, group).drafts(egress, byContent).forEach(this::describe);
        }
        byId.forEach(given -> describe(egress, given));
        save();
    }

    /** Puts {@code draft} in the place of the rule with this id. */
    void replace(String ruleId, SecurityGroupRule draft) {
        refuseDuplicate(draft, ruleId);
        enterPeer(draft);
        group = group.withChanged(ruleId, old -> draft.withId(ruleId).withTags(old.tags()));
    }

    /** Takes a rule that the group has. */
    void take(SecurityGroupRule rule) {
        group = group.without(rule);
    }

    /** Gives the rule that is the same as {@code draft} the draft's description. */
    private void describe(SecurityGroupRule draft) {
        SecurityGroupRule rule = group.same(draft).orElseThrow(RuleChanges::notFound);
        group = group.withChanged(rule.ruleId(), old -> old.withDescription(draft.description()));
    }

    /** Gives the rule with this id a description. */
    private void describe(boolean egress, SecurityGroupRuleDescription given) {
        String ruleId = given.securityGroupRuleId() == null ? "" : given.securityGroupRuleId();
        String description = Permissions.checked(given.description());
        SecurityGroupRule rule = own(egress, ruleId);
        group = group.withChanged(rule.ruleId(), old -> old.withDescription(description));
    }

    /**
     * The group's rule with this id.
     *
     * @throws AwsError Malformed or NotFound
     */
    SecurityGroupRule own(boolean egress, String ruleId) {
        return group.rule(Kind.SECURITY_GROUP_RULE.checked(ruleId))
                .filter(rule -> rule.egress() == egress)
                .orElseThrow(() -> Kind.SECURITY_GROUP_RULE.notFound(ruleId));
    }

    /** Writes the group. */
    void save() {
        tx.put(SecurityGroups.TABLE, group);
    }

    static AwsError notFound() {
        return AwsError.client(
                "InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
    }

    private void refuseDuplicate(SecurityGroupRule draft, String exceptId) {
        Optional<SecurityGroupRule> same =
                group.same(draft).filter(rule -> !rule.ruleId().equals(exceptId));
        if (same.isPresent()) {
            Traffic traffic = draft.traffic();
            String ports =
                    traffic.hasPorts() ? ", from port: " + traffic.fromPort() + ", to port: " + traffic.toPort() : "";
            String protocol =
                    traffic.equals(Traffic.ALL) ? "ALL" : traffic.protocol().toUpperCase(Locale.ROOT);
            throw AwsError.client(
                    "InvalidPermission.Duplicate",
                    "the specified rule \"peer: " + draft.peer().value() + ", " + protocol + ports
                            + ", ALLOW\" already exists");
        }
    }

    /** What deletes the group that the rule names passes the same fence. */
    private void enterPeer(SecurityGroupRule draft) {
        String peer = draft.peer().valueIf(Peer.Sort.GROUP);
        if (!peer.isEmpty() && !peer.equals(group.groupId())) {
            Fences.pass(tx, group.scope().id(peer));
        }
    }
}
