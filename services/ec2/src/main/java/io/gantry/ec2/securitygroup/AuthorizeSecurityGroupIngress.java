package io.gantry.ec2.securitygroup;

import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;

/** Adds rules for what may arrive, all of them or none. */
public final class AuthorizeSecurityGroupIngress
        implements Operation<AuthorizeSecurityGroupIngressRequest, AuthorizeSecurityGroupIngressResponse> {
    private final StateStore store;

    public AuthorizeSecurityGroupIngress(StateStore store) {
        this.store = store;
    }

    @Override
    public AuthorizeSecurityGroupIngressResponse call(AuthorizeSecurityGroupIngressRequest in, CallContext call) {
        Map<String, String> tags = Tags.of(in.tagSpecifications(), Kind.SECURITY_GROUP_RULE);
        List<IpPermission> given = in.hasIpPermissions()
                ? in.ipPermissions()
                : FlatPermission.of(in.ipProtocol(), in.fromPort(), in.toPort())
                        .from(in.cidrIp(), in.sourceSecurityGroupName(), in.sourceSecurityGroupOwnerId());
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            SecurityGroup group = SecurityGroups.locked(tx, scope, in.groupId(), in.groupName());
            return AuthorizeSecurityGroupIngressResponse.builder()
                    .returnValue(true)
                    .securityGroupRules(new RuleChanges(tx, group).authorize(false, given, tags))
                    .build();
        });
    }
}
