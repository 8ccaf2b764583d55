package io.gantry.ec2.securitygroup;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressResponse;

/** Changes the descriptions of rules, found by their ids or by what they say. */
public final class UpdateSecurityGroupRuleDescriptionsEgress
        implements Operation<
                UpdateSecurityGroupRuleDescriptionsEgressRequest, UpdateSecurityGroupRuleDescriptionsEgressResponse> {
    private final StateStore store;

    public UpdateSecurityGroupRuleDescriptionsEgress(StateStore store) {
        this.store = store;
    }

    @Override
    public UpdateSecurityGroupRuleDescriptionsEgressResponse call(
            UpdateSecurityGroupRuleDescriptionsEgressRequest in, CallContext call) {
        if (in.hasIpPermissions() == in.hasSecurityGroupRuleDescriptions()) {
            throw Ec2Errors.invalidCombination(
                    "Exactly one of IpPermissions and SecurityGroupRuleDescriptions must be specified.");
        }
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            SecurityGroup group = SecurityGroups.locked(tx, scope, in.groupId(), in.groupName());
            new RuleChanges(tx, group).describe(true, in.ipPermissions(), in.securityGroupRuleDescriptions());
            return UpdateSecurityGroupRuleDescriptionsEgressResponse.builder()
                    .returnValue(true)
                    .build();
        });
    }
}
