package io.gantry.ec2.securitygroup;

import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.View;
import java.util.List;

/**
 * A rule with the group it belongs to.
 *
 * @param group that has the rule
 * @param rule of the group
 */
record RuleRow(SecurityGroup group, SecurityGroupRule rule) {
    /** All rules of the scope. */
    static List<RuleRow> all(View view, Scope scope) {
        return SecurityGroups.CATALOG.all(view, scope).stream()
                .flatMap(group -> group.rules().stream().map(rule -> new RuleRow(group, rule)))
                .toList();
    }

    /**
     * The rule that a caller named.
     *
     * @throws io.gantry.base.AwsError Malformed or NotFound
     */
    static RuleRow required(View view, Scope scope, String ruleId) {
        return SecurityGroups.ofRule(view, scope, Kind.SECURITY_GROUP_RULE.checked(ruleId))
                .flatMap(group -> group.rule(ruleId).map(rule -> new RuleRow(group, rule)))
                .orElseThrow(() -> Kind.SECURITY_GROUP_RULE.notFound(ruleId));
    }
}
