package io.gantry.iam.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.iam.IamRoom;
import io.gantry.models.iam.IamApi;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetServiceLinkedRoleDeletionStatusRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;

class RoleTest {
    private final IamRoom room = new IamRoom();

    private Role get(String name) {
        return room.call(
                        IamApi.GET_ROLE, GetRoleRequest.builder().roleName(name).build())
                .role();
    }

    @Test
    void aRoleIsMadeAsOnAws() {
        room.role("web");
        Role role = get("web");
        assertThat(role.arn()).isEqualTo("arn:aws:iam::" + IamRoom.ACCOUNT + ":role/web");
        assertThat(role.roleId()).matches("AROA[A-Z2-7]{17}");
        assertThat(role.maxSessionDuration()).isEqualTo(3_600);
        assertThat(role.assumeRolePolicyDocument()).startsWith("%7B");
        room.call(
                IamApi.UPDATE_ROLE,
                UpdateRoleRequest.builder()
                        .roleName("web")
                        .maxSessionDuration(7_200)
                        .build());
        assertThat(get("web").maxSessionDuration()).isEqualTo(7_200);
        IamRoom.refused("EntityAlreadyExistsException", "Role with name web already exists.", () -> room.role("web"));
    }

    @Test
    void aRoleInAProfileStays() {
        room.role("host");
        room.call(
                IamApi.CREATE_INSTANCE_PROFILE,
                CreateInstanceProfileRequest.builder()
                        .instanceProfileName("hosts")
                        .build());
        AddRoleToInstanceProfileRequest add = AddRoleToInstanceProfileRequest.builder()
                .instanceProfileName("hosts")
                .roleName("host")
                .build();
        room.call(IamApi.ADD_ROLE_TO_INSTANCE_PROFILE, add);
        IamRoom.refused(
                "LimitExceededException",
                "InstanceSessionsPerInstanceProfile: 1",
                () -> room.call(IamApi.ADD_ROLE_TO_INSTANCE_PROFILE, add));
        assertThat(room.call(
                                IamApi.GET_INSTANCE_PROFILE,
                                GetInstanceProfileRequest.builder()
                                        .instanceProfileName("hosts")
                                        .build())
                        .instanceProfile()
                        .roles())
                .extracting(Role::roleName)
                .containsExactly("host");
        DeleteRoleRequest delete = DeleteRoleRequest.builder().roleName("host").build();
        IamRoom.refused(
                "DeleteConflictException",
                "must remove roles from instance profile first",
                () -> room.call(IamApi.DELETE_ROLE, delete));
        DeleteInstanceProfileRequest deleteProfile = DeleteInstanceProfileRequest.builder()
                .instanceProfileName("hosts")
                .build();
        IamRoom.refused(
                "DeleteConflictException",
                "must remove roles",
                () -> room.call(IamApi.DELETE_INSTANCE_PROFILE, deleteProfile));
        room.call(
                IamApi.REMOVE_ROLE_FROM_INSTANCE_PROFILE,
                RemoveRoleFromInstanceProfileRequest.builder()
                        .instanceProfileName("hosts")
                        .roleName("host")
                        .build());
        room.call(IamApi.DELETE_INSTANCE_PROFILE, deleteProfile);
        room.call(IamApi.DELETE_ROLE, delete);
    }

    @Test
    void aRoleWithPoliciesStays() {
        room.role("host");
        room.call(
                IamApi.ATTACH_ROLE_POLICY,
                AttachRolePolicyRequest.builder()
                        .roleName("host")
                        .policyArn("arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role")
                        .build());
        IamRoom.refused(
                "DeleteConflictException",
                "must detach all policies first",
                () -> room.call(
                        IamApi.DELETE_ROLE,
                        DeleteRoleRequest.builder().roleName("host").build()));
        IamRoom.refused(
                "NoSuchEntityException",
                "does not exist or is not attachable",
                () -> room.call(
                        IamApi.ATTACH_ROLE_POLICY,
                        AttachRolePolicyRequest.builder()
                                .roleName("host")
                                .policyArn("arn:aws:iam::aws:policy/AmazonEC2ContainerServiceforEC2Role")
                                .build()));
    }

    @Test
    void theRoleOfAServiceIsItsOwn() {
        CreateServiceLinkedRoleRequest create = CreateServiceLinkedRoleRequest.builder()
                .awsServiceName("ecs.amazonaws.com")
                .build();
        Role role = room.call(IamApi.CREATE_SERVICE_LINKED_ROLE, create).role();
        assertThat(role.arn())
                .isEqualTo("arn:aws:iam::" + IamRoom.ACCOUNT
                        + ":role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS");
        assertThat(room.call(
                                IamApi.LIST_ATTACHED_ROLE_POLICIES,
                                ListAttachedRolePoliciesRequest.builder()
                                        .roleName("AWSServiceRoleForECS")
                                        .build())
                        .attachedPolicies())
                .extracting(policy -> policy.policyName())
                .containsExactly("AmazonECSServiceRolePolicy");
        assertThat(room.call(
                                IamApi.LIST_ROLES,
                                ListRolesRequest.builder()
                                        .pathPrefix("/aws-service-role/")
                                        .build())
                        .roles())
                .hasSize(1);
        IamRoom.refused(
                "InvalidInputException", "has been taken", () -> room.call(IamApi.CREATE_SERVICE_LINKED_ROLE, create));
        IamRoom.refused(
                "UnmodifiableEntityException",
                "AWSServiceRoleForECS",
                () -> room.call(
                        IamApi.DELETE_ROLE,
                        DeleteRoleRequest.builder()
                                .roleName("AWSServiceRoleForECS")
                                .build()));
        String task = room.call(
                        IamApi.DELETE_SERVICE_LINKED_ROLE,
                        DeleteServiceLinkedRoleRequest.builder()
                                .roleName("AWSServiceRoleForECS")
                                .build())
                .deletionTaskId();
        assertThat(room.call(
                                IamApi.GET_SERVICE_LINKED_ROLE_DELETION_STATUS,
                                GetServiceLinkedRoleDeletionStatusRequest.builder()
                                        .deletionTaskId(task)
                                        .build())
                        .statusAsString())
                .isEqualTo("SUCCEEDED");
        IamRoom.refused("NoSuchEntityException", "AWSServiceRoleForECS", () -> get("AWSServiceRoleForECS"));
    }

    @Test
    void servicesThatAreNotHereHaveNoRoles() {
        IamRoom.refused(
                "InvalidInputException",
                "lex.amazonaws.com",
                () -> room.call(
                        IamApi.CREATE_SERVICE_LINKED_ROLE,
                        CreateServiceLinkedRoleRequest.builder()
                                .awsServiceName("lex.amazonaws.com")
                                .build()));
        IamRoom.refused(
                "InvalidInputException",
                "Custom suffix",
                () -> room.call(
                        IamApi.CREATE_SERVICE_LINKED_ROLE,
                        CreateServiceLinkedRoleRequest.builder()
                                .awsServiceName("ecs.amazonaws.com")
                                .customSuffix("mine")
                                .build()));
    }
}
