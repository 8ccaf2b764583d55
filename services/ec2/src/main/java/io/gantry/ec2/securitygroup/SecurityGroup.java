package io.gantry.ec2.securitygroup;

import io.gantry.ec2.resource.Resource;
import io.gantry.ec2.resource.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A security group.
 *
 * @param groupName unique in its VPC
 * @param rules in the order in which they came
 */
public record SecurityGroup(
        Scope scope,
        String groupId,
        String groupName,
        String description,
        String vpcId,
        List<SecurityGroupRule> rules,
        Map<String, String> tags)
        implements Resource {
    /** The name of the group that comes with each VPC. */
    static final String DEFAULT = "default";

    public SecurityGroup {
        rules = List.copyOf(rules);
    }

    @Override
    public String resourceId() {
        return groupId;
    }

    /** Whether it came with its VPC. */
    boolean standard() {
        return groupName.equals(DEFAULT);
    }

    /** Its rules of one direction. */
    List<SecurityGroupRule> rules(boolean egress) {
        return rules.stream().filter(rule -> rule.egress() == egress).toList();
    }

    Optional<SecurityGroupRule> same(SecurityGroupRule rule) {
        return rules.stream().filter(rule::sameAs).findFirst();
    }

    Optional<SecurityGroupRule> rule(String ruleId) {
        return rules.stream().filter(rule -> rule.ruleId().equals(ruleId)).findFirst();
    }

    SecurityGroup with(SecurityGroupRule rule) {
        List<SecurityGroupRule> more = new ArrayList<>(rules);
        more.add(rule);
        return withRules(more);
    }

    SecurityGroup without(SecurityGroupRule gone) {
        return withRules(rules.stream().filter(rule -> !rule.equals(gone)).toList());
    }

    /** With {@code change} made to the rule with this id. */
    SecurityGroup withChanged(String ruleId, UnaryOperator<SecurityGroupRule> change) {
        return withRules(rules.stream()
                .map(rule -> rule.ruleId().equals(ruleId) ? change.apply(rule) : rule)
                .toList());
    }

    private SecurityGroup withRules(List<SecurityGroupRule> newRules) {
        return new SecurityGroup(scope, groupId, groupName, description, vpcId, newRules, tags);
    }

    SecurityGroup withTags(Map<String, String> newTags) {
        return new SecurityGroup(scope, groupId, groupName, description, vpcId, rules, newTags);
    }
}
