package io.gantry.iam.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.base.AwsError;
import io.gantry.iam.IamRoom;
import io.gantry.models.iam.IamApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;

class ManagedPolicyTest {
    private final IamRoom room = new IamRoom();

    private Policy get(String arn) {
        return room.call(
                        IamApi.GET_POLICY,
                        GetPolicyRequest.builder().policyArn(arn).build())
                .policy();
    }

    private void version(String arn, boolean asDefault) {
        room.call(
                IamApi.CREATE_POLICY_VERSION,
                CreatePolicyVersionRequest.builder()
                        .policyArn(arn)
                        .policyDocument(IamRoom.ALLOW_ALL)
                        .setAsDefault(asDefault)
                        .build());
    }

    @Test
    void versionsAreNumberedAndOneIsInForce() {
        String arn = room.policy("all");
        assertThat(get(arn).defaultVersionId()).isEqualTo("v1");
        version(arn, true);
        version(arn, false);
        assertThat(get(arn).defaultVersionId()).isEqualTo("v2");
        DeletePolicyVersionRequest delete = DeletePolicyVersionRequest.builder()
                .policyArn(arn)
                .versionId("v2")
                .build();
        IamRoom.refused(
                "DeleteConflictException",
                "Cannot delete the default version",
                () -> room.call(IamApi.DELETE_POLICY_VERSION, delete));
        room.call(
                IamApi.SET_DEFAULT_POLICY_VERSION,
                SetDefaultPolicyVersionRequest.builder()
                        .policyArn(arn)
                        .versionId("v3")
                        .build());
        room.call(IamApi.DELETE_POLICY_VERSION, delete);
        version(arn, false);
        assertThat(room.call(
                                IamApi.LIST_POLICY_VERSIONS,
                                ListPolicyVersionsRequest.builder()
                                        .policyArn(arn)
                                        .build())
                        .versions())
                .extracting(PolicyVersion::versionId)
                .containsExactly("v4", "v3", "v1");
        version(arn, false);
        version(arn, false);
        IamRoom.refused("LimitExceededException", "up to 5 versions", () -> version(arn, false));
        IamRoom.refused(
                "NoSuchEntityException",
                "version v9",
                () -> room.call(
                        IamApi.GET_POLICY_VERSION,
                        GetPolicyVersionRequest.builder()
                                .policyArn(arn)
                                .versionId("v9")
                                .build()));
    }

    @Test
    void aPolicyThatSomebodyHoldsStays() {
        String arn = room.policy("all");
        room.user("ann");
        room.role("web");
        room.call(
                IamApi.ATTACH_USER_POLICY,
                AttachUserPolicyRequest.builder().userName("ann").policyArn(arn).build());
        room.call(
                IamApi.PUT_ROLE_PERMISSIONS_BOUNDARY,
                PutRolePermissionsBoundaryRequest.builder()
                        .roleName("web")
                        .permissionsBoundary(arn)
                        .build());
        assertThat(get(arn).attachmentCount()).isEqualTo(1);
        assertThat(get(arn).permissionsBoundaryUsageCount()).isEqualTo(1);
        ListEntitiesForPolicyRequest who =
                ListEntitiesForPolicyRequest.builder().policyArn(arn).build();
        assertThat(room.call(IamApi.LIST_ENTITIES_FOR_POLICY, who).policyUsers())
                .hasSize(1);
        assertThat(room.call(IamApi.LIST_ENTITIES_FOR_POLICY, who).policyRoles())
                .hasSize(1);
        assertThat(room.call(
                                IamApi.LIST_ENTITIES_FOR_POLICY,
                                who.toBuilder()
                                        .policyUsageFilter(PolicyUsageType.PERMISSIONS_POLICY)
                                        .build())
                        .policyRoles())
                .isEmpty();
        IamRoom.refused(
                "DeleteConflictException",
                "Cannot delete a policy attached to entities.",
                () -> room.call(
                        IamApi.DELETE_POLICY,
                        DeletePolicyRequest.builder().policyArn(arn).build()));
        assertThat(room.call(
                                IamApi.GET_ACCOUNT_SUMMARY,
                                GetAccountSummaryRequest.builder().build())
                        .summaryMap())
                .containsEntry(SummaryKeyType.USERS, 1)
                .containsEntry(SummaryKeyType.POLICIES, 1);
        GetAccountAuthorizationDetailsResponse all = room.call(
                IamApi.GET_ACCOUNT_AUTHORIZATION_DETAILS,
                GetAccountAuthorizationDetailsRequest.builder().build());
        assertThat(all.userDetailList()).hasSize(1);
        assertThat(all.roleDetailList()).hasSize(1);
        assertThat(all.policies()).hasSize(1);
        assertThat(room.call(
                                IamApi.GET_ACCOUNT_AUTHORIZATION_DETAILS,
                                GetAccountAuthorizationDetailsRequest.builder()
                                        .filter(EntityType.ROLE)
                                        .build())
                        .userDetailList())
                .isEmpty();
    }

    @Test
    void awsHasPoliciesOfItsOwn() {
        String arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";
        assertThat(get(arn).policyName()).isEqualTo("AmazonECSTaskExecutionRolePolicy");
        assertThat(get(arn).policyId()).matches("ANPA[A-Z2-7]{17}").isEqualTo(get(arn).policyId());
        IamRoom.refused("AccessDeniedException", "managed by AWS", () -> version(arn, true));
        assertThat(room.call(
                                IamApi.LIST_POLICIES,
                                ListPoliciesRequest.builder()
                                        .scope(PolicyScopeType.AWS)
                                        .pathPrefix("/service-role/")
                                        .build())
                        .policies())
                .extracting(Policy::arn)
                .contains(arn);
        assertThat(room.call(
                                IamApi.LIST_POLICIES,
                                ListPoliciesRequest.builder()
                                        .scope(PolicyScopeType.LOCAL)
                                        .build())
                        .policies())
                .isEmpty();
    }

    @Test
    void allOfAwsPoliciesArePolicies() {
        assertThat(AwsManaged.all()).hasSizeGreaterThan(30).allSatisfy(policy -> {
            assertThat(PolicyDocuments.identity(policy.current().document())).isNotEmpty();
            assertThat(policy.path()).startsWith("/").endsWith("/");
            assertThat(policy.arn()).isEqualTo("arn:aws:iam::aws:policy" + policy.path() + policy.name());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"x\"", "{\"Version\": \"2012-10-17\"}", "null"})
    void whatIsNoPolicyIsRefused(String document) {
        Throwable refused = org.assertj.core.api.Assertions.catchThrowable(() -> PolicyDocuments.identity(document));
        assertThat(refused)
                .isInstanceOfSatisfying(
                        AwsError.class,
                        error -> assertThat(error.code()).isEqualTo("MalformedPolicyDocumentException"));
    }
}
