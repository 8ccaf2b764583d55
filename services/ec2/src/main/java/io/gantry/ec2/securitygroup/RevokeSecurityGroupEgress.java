package io.gantry.ec2.securitygroup;

import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressResponse;

/** Takes rules for what may leave, by their ids or by what they say. */
public final class RevokeSecurityGroupEgress
        implements Operation<RevokeSecurityGroupEgressRequest, RevokeSecurityGroupEgressResponse> {
    private final StateStore store;

    public RevokeSecurityGroupEgress(StateStore store) {
        this.store = store;
    }

    @Override
    public RevokeSecurityGroupEgressResponse call(RevokeSecurityGroupEgressRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            SecurityGroup group = SecurityGroups.locked(tx, scope, in.groupId(), null);
            Revocation revocation = new Revocation(tx, group, true);
            if (in.hasSecurityGroupRuleIds()) {
                in.securityGroupRuleIds().forEach(revocation::byId);
            } else {
                List<IpPermission> given = in.hasIpPermissions()
                        ? in.ipPermissions()
                        : FlatPermission.of(in.ipProtocol(), in.fromPort(), in.toPort())
                                .from(in.cidrIp(), in.sourceSecurityGroupName(), in.sourceSecurityGroupOwnerId());
                revocation.byContent(given);
            }
            return RevokeSecurityGroupEgressResponse.builder()
                    .returnValue(true)
                    .unknownIpPermissions(revocation.unknown())
                    .revokedSecurityGroupRules(revocation.revoked())
                    .build();
        });
    }
}
