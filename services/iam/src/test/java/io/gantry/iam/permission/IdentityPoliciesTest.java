package io.gantry.iam.permission;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.iam.Iam;
import io.gantry.iam.IamRoom;
import io.gantry.iam.role.Roles;
import io.gantry.iam.user.Users;
import io.gantry.models.iam.IamApi;
import io.gantry.policy.AccessRequest;
import io.gantry.policy.Caller;
import io.gantry.policy.ConditionKeys;
import io.gantry.policy.PolicyEvaluator;
import io.gantry.policy.PolicySet;
import io.gantry.policy.PolicySource;
import io.gantry.wire.CallContext;
import io.gantry.wire.Principal;
import io.gantry.wire.sigv4.Identity;
import io.gantry.wire.sigv4.Session;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AddUserToGroupRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.CreateGroupRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryRequest;

class IdentityPoliciesTest {
    private static final String ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
    private static final String READS = "arn:aws:iam::aws:policy/ReadOnlyAccess";

    private final IamRoom room = new IamRoom();

    private CallContext call(Identity identity) {
        Principal principal = new Principal("arn:aws:iam::" + IamRoom.ACCOUNT + ":user/ann", "AKIA", false, identity);
        return new CallContext(
                IamRoom.ACCOUNT, "us-east-1", principal, "request", URI.create("http://127.0.0.1"), Map.of());
    }

    private Identity ann() {
        return Identity.of(Users.CATALOG
                .required(room.store().view(), IamRoom.ACCOUNT, "ann")
                .entityId());
    }

    private Identity session(List<String> policies, List<String> policyArns) {
        String roleId = Roles.CATALOG
                .required(room.store().view(), IamRoom.ACCOUNT, "web")
                .entityId();
        return new Identity(
                roleId + ":work",
                Map.of(),
                Optional.of(new Session(
                        "arn:aws:iam::" + IamRoom.ACCOUNT + ":role/web",
                        roleId,
                        "work",
                        Instant.EPOCH,
                        policies,
                        policyArns,
                        Optional.empty(),
                        Set.of(),
                        Optional.empty())));
    }

    private static boolean allowed(PolicySet policies, String action) {
        AccessRequest request = new AccessRequest(
                Caller.user("arn:aws:iam::" + IamRoom.ACCOUNT + ":user/ann"), action, "*", ConditionKeys.NONE);
        return PolicyEvaluator.decide(request, policies).allowed();
    }

    private void attach(String policyArn) {
        room.call(
                IamApi.ATTACH_USER_POLICY,
                AttachUserPolicyRequest.builder()
                        .userName("ann")
                        .policyArn(policyArn)
                        .build());
    }

    @Test
    void aUserHasItsOwnPoliciesAndItsGroups() {
        room.user("ann");
        attach(READS);
        room.call(
                IamApi.CREATE_GROUP,
                CreateGroupRequest.builder().groupName("ops").build());
        room.call(
                IamApi.PUT_GROUP_POLICY,
                PutGroupPolicyRequest.builder()
                        .groupName("ops")
                        .policyName("all")
                        .policyDocument(IamRoom.ALLOW_ALL)
                        .build());
        room.call(
                IamApi.ADD_USER_TO_GROUP,
                AddUserToGroupRequest.builder().userName("ann").groupName("ops").build());
        assertThat(Iam.principals(room.store()).of(call(ann())).identity())
                .extracting(PolicySource::name)
                .containsExactly(READS, "all");
    }

    @Test
    void aChangeIsSeenAtOnceAndNothingIsReadTwice() {
        room.user("ann");
        var principals = Iam.principals(room.store());
        assertThat(allowed(principals.of(call(ann())), "ecs:RunTask")).isFalse();
        attach(ADMIN);
        PolicySet first = principals.of(call(ann()));
        assertThat(allowed(first, "ecs:RunTask")).isTrue();
        assertThat(principals.of(call(ann()))).isSameAs(first);
        room.call(
                IamApi.DETACH_USER_POLICY,
                DetachUserPolicyRequest.builder()
                        .userName("ann")
                        .policyArn(ADMIN)
                        .build());
        assertThat(allowed(principals.of(call(ann())), "ecs:RunTask")).isFalse();
    }

    @Test
    void aBoundaryAndSessionPoliciesLimit() {
        room.user("ann");
        attach(ADMIN);
        room.call(
                IamApi.PUT_USER_PERMISSIONS_BOUNDARY,
                PutUserPermissionsBoundaryRequest.builder()
                        .userName("ann")
                        .permissionsBoundary(READS)
                        .build());
        var principals = Iam.principals(room.store());
        assertThat(allowed(principals.of(call(ann())), "ecs:ListTasks")).isTrue();
        assertThat(allowed(principals.of(call(ann())), "ecs:RunTask")).isFalse();
        room.role("web");
        room.call(
                IamApi.ATTACH_ROLE_POLICY,
                AttachRolePolicyRequest.builder()
                        .roleName("web")
                        .policyArn(ADMIN)
                        .build());
        assertThat(allowed(principals.of(call(session(List.of(), List.of()))), "ecs:RunTask"))
                .isTrue();
        assertThat(allowed(principals.of(call(session(List.of(), List.of(READS)))), "ecs:RunTask"))
                .isFalse();
    }

    @Test
    void aSessionWhoseOnlyLimitIsGoneMayNothing() {
        room.role("web");
        room.call(
                IamApi.ATTACH_ROLE_POLICY,
                AttachRolePolicyRequest.builder()
                        .roleName("web")
                        .policyArn(ADMIN)
                        .build());
        String limit = room.policy("limit");
        var principals = Iam.principals(room.store());
        CallContext limited = call(session(List.of(), List.of(limit)));
        assertThat(allowed(principals.of(limited), "ecs:RunTask")).isTrue();
        room.call(
                IamApi.DELETE_POLICY,
                DeletePolicyRequest.builder().policyArn(limit).build());
        assertThat(allowed(principals.of(limited), "ecs:RunTask")).isFalse();
    }

    @Test
    void whoIsGoneHasNoPolicies() {
        assertThat(Iam.principals(room.store()).of(call(Identity.of("AIDAGONE"))))
                .isEqualTo(PolicySet.NONE);
    }
}
