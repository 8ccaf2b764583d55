package io.gantry.ec2.securitygroup;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;

/** Puts other rules in the place of rules, which keep their ids, directions and tags. */
public final class ModifySecurityGroupRules
        implements Operation<ModifySecurityGroupRulesRequest, ModifySecurityGroupRulesResponse> {
    private final StateStore store;

    public ModifySecurityGroupRules(StateStore store) {
        this.store = store;
    }

    @Override
    public ModifySecurityGroupRulesResponse call(ModifySecurityGroupRulesRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            SecurityGroup group = SecurityGroups.locked(tx, scope, in.groupId(), null);
            RuleChanges changes = new RuleChanges(tx, group);
            for (SecurityGroupRuleUpdate update : in.securityGroupRules()) {
                if (update.securityGroupRule() == null) {
                    throw Ec2Errors.missing("SecurityGroupRule");
                }
                String ruleId = update.securityGroupRuleId() == null ? "" : update.securityGroupRuleId();
                SecurityGroupRule old = group.rule(Kind.SECURITY_GROUP_RULE.checked(ruleId))
                        .orElseThrow(() -> Kind.SECURITY_GROUP_RULE.notFound(ruleId));
                changes.replace(ruleId, new Permissions(tx, group).draft(old.egress(), update.securityGroupRule()));
            }
            changes.save();
            return ModifySecurityGroupRulesResponse.builder().returnValue(true).build();
        });
    }
}
