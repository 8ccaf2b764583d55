package io.gantry.ec2.securitygroup;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressResponse;

/** Changes the descriptions of rules, found by their ids or by what they say. */
public final class UpdateSecurityGroupRuleDescriptionsIngress
        implements Operation<
                UpdateSecurityGroupRuleDescriptionsIngressRequest, UpdateSecurityGroupRuleDescriptionsIngressResponse> {
    private final StateStore store;

    public UpdateSecurityGroupRuleDescriptionsIngress(StateStore store) {
        this.store = store;
    }

    @Override
    public UpdateSecurityGroupRuleDescriptionsIngressResponse call(
            UpdateSecurityGroupRuleDescriptionsIngressRequest in, CallContext call) {
        if (in.hasIpPermissions() == in.hasSecurityGroupRuleDescriptions()) {
            throw Ec2Errors.invalidCombination(
                    "Exactly one of IpPermissions and SecurityGroupRuleDescriptions must be specified.");
        }
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            SecurityGroup group = SecurityGroups.locked(tx, scope, in.groupId(), in.groupName());
            new RuleChanges(tx, group).describe(false, in.ipPermissions(), in.securityGroupRuleDescriptions());
            return UpdateSecurityGroupRuleDescriptionsIngressResponse.builder()
                    .returnValue(true)
                    .build();
        });
    }
}
