package io.gantry.iam.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.iam.IamRoom;
import io.gantry.iam.accesskey.AccessKeys;
import io.gantry.models.iam.IamApi;
import io.gantry.wire.Authorizer;
import io.gantry.wire.CallContext;
import io.gantry.wire.Principal;
import io.gantry.wire.sigv4.AccessKeyIds;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.AddUserToGroupRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.CreateGroupRequest;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserRequest;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedRequest;
import software.amazon.awssdk.services.iam.model.GetGroupRequest;
import software.amazon.awssdk.services.iam.model.GetUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.ListAccessKeysRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserRequest;
import software.amazon.awssdk.services.iam.model.ListUserTagsRequest;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupRequest;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagUserRequest;
import software.amazon.awssdk.services.iam.model.UntagUserRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.UpdateUserRequest;
import software.amazon.awssdk.services.iam.model.User;

class UserTest {
    private static final String ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";

    private final IamRoom room = new IamRoom();

    private User get(String name) {
        return room.call(
                        IamApi.GET_USER, GetUserRequest.builder().userName(name).build())
                .user();
    }

    private AccessKey key(String name) {
        return room.call(
                        IamApi.CREATE_ACCESS_KEY,
                        CreateAccessKeyRequest.builder().userName(name).build())
                .accessKey();
    }

    @Test
    void aUserIsMadeAsOnAws() {
        User made = room.call(
                        IamApi.CREATE_USER,
                        CreateUserRequest.builder()
                                .userName("ann")
                                .path("/team/")
                                .tags(Tag.builder().key("b").value("2").build())
                                .build())
                .user();
        assertThat(made.arn()).isEqualTo("arn:aws:iam::" + IamRoom.ACCOUNT + ":user/team/ann");
        assertThat(made.userId()).matches("AIDA[A-Z2-7]{17}");
        assertThat(get("ann")).isEqualTo(made);
        IamRoom.refused("EntityAlreadyExistsException", "User with name ANN already exists.", () -> room.user("ANN"));
        IamRoom.refused("NoSuchEntityException", "The user with name bob cannot be found.", () -> get("bob"));
        IamRoom.refused(
                "ValidationError",
                "path",
                () -> room.call(
                        IamApi.CREATE_USER,
                        CreateUserRequest.builder().userName("carl").path("//").build()));
    }

    @Test
    void withoutANameTheCallerIsMeant() {
        room.user("ann");
        Principal ann = new Principal("arn:aws:iam::" + IamRoom.ACCOUNT + ":user/ann", "AKIAANN", false);
        GetUserRequest nameless = GetUserRequest.builder().build();
        assertThat(room.call(IamApi.GET_USER, nameless, ann).user().userName()).isEqualTo("ann");
        assertThat(room.call(IamApi.GET_USER, nameless).user().arn()).isEqualTo(IamRoom.ROOT.arn());
        Principal session =
                new Principal("arn:aws:sts::" + IamRoom.ACCOUNT + ":assumed-role/ann/ann", "ASIAANN", false);
        IamRoom.refused(
                "ValidationError", "Must specify userName", () -> room.call(IamApi.GET_USER, nameless, session));
    }

    @Test
    void usersAreListedInPages() {
        List.of("c", "a", "b", "d").forEach(room::user);
        ListUsersResponse first = room.call(
                IamApi.LIST_USERS, ListUsersRequest.builder().maxItems(3).build());
        assertThat(first.users()).extracting(User::userName).containsExactly("a", "b", "c");
        assertThat(first.isTruncated()).isTrue();
        ListUsersResponse second = room.call(
                IamApi.LIST_USERS,
                ListUsersRequest.builder().maxItems(3).marker(first.marker()).build());
        assertThat(second.users()).extracting(User::userName).containsExactly("d");
        assertThat(second.isTruncated()).isFalse();
        assertThat(second.marker()).isNull();
        IamRoom.refused(
                "ValidationError",
                "Invalid Marker",
                () -> room.call(
                        IamApi.LIST_USERS,
                        ListUsersRequest.builder().marker("x").build()));
    }

    @Test
    void aUserHasTwoKeysWhoseSecretsAreToldOnce() {
        room.user("ann");
        AccessKey key = key("ann");
        assertThat(key.accessKeyId()).matches("AKIA[A-Z2-7]{16}");
        assertThat(AccessKeyIds.accountOf(key.accessKeyId())).contains(IamRoom.ACCOUNT);
        assertThat(key.secretAccessKey()).matches("[A-Za-z0-9+/]{40}");
        assertThat(room.store()
                        .view()
                        .get(AccessKeys.TABLE, key.accessKeyId())
                        .orElseThrow()
                        .sealedSecret())
                .doesNotContain(key.secretAccessKey());
        key("ann");
        IamRoom.refused("LimitExceededException", "Cannot exceed quota for AccessKeysPerUser: 2", () -> key("ann"));
        room.call(
                IamApi.UPDATE_ACCESS_KEY,
                UpdateAccessKeyRequest.builder()
                        .userName("ann")
                        .accessKeyId(key.accessKeyId())
                        .status(StatusType.INACTIVE)
                        .build());
        assertThat(room.call(
                                IamApi.LIST_ACCESS_KEYS,
                                ListAccessKeysRequest.builder().userName("ann").build())
                        .accessKeyMetadata())
                .hasSize(2)
                .anySatisfy(found -> {
                    assertThat(found.accessKeyId()).isEqualTo(key.accessKeyId());
                    assertThat(found.status()).isEqualTo(StatusType.INACTIVE);
                });
        assertThat(room.call(
                                IamApi.GET_ACCESS_KEY_LAST_USED,
                                GetAccessKeyLastUsedRequest.builder()
                                        .accessKeyId(key.accessKeyId())
                                        .build())
                        .userName())
                .isEqualTo("ann");
    }

    @Test
    void theLastUseOfAKeyIsWrittenDownOnceAnHour() {
        room.user("ann");
        String id = key("ann").accessKeyId();
        GetAccessKeyLastUsedRequest request =
                GetAccessKeyLastUsedRequest.builder().accessKeyId(id).build();
        assertThat(room.call(IamApi.GET_ACCESS_KEY_LAST_USED, request)
                        .accessKeyLastUsed()
                        .serviceName())
                .isEqualTo("N/A");
        Authorizer noting = room.iam().noting(room.env()::now, Authorizer.ROOT_ONLY);
        CallContext call = new CallContext(
                IamRoom.ACCOUNT,
                "us-east-1",
                new Principal("arn:aws:iam::" + IamRoom.ACCOUNT + ":user/ann", id, true),
                "request",
                URI.create("http://127.0.0.1"));
        noting.authorize(call, IamApi.GET_USER, "");
        long once = room.store().view().revision();
        noting.authorize(call, IamApi.GET_USER, "");
        assertThat(room.store().view().revision()).isEqualTo(once);
        assertThat(room.call(IamApi.GET_ACCESS_KEY_LAST_USED, request)
                        .accessKeyLastUsed()
                        .serviceName())
                .isEqualTo("iam");
        room.env().clock().advance(Duration.ofHours(1));
        noting.authorize(call, IamApi.GET_USER, "");
        assertThat(room.store().view().revision()).isGreaterThan(once);
    }

    @Test
    void keysOutliveTheNameButNotTheUser() {
        room.user("ann");
        AccessKey key = key("ann");
        room.call(
                IamApi.UPDATE_USER,
                UpdateUserRequest.builder().userName("ann").newUserName("anna").build());
        DeleteUserRequest delete = DeleteUserRequest.builder().userName("anna").build();
        IamRoom.refused(
                "DeleteConflictException",
                "must delete access keys first",
                () -> room.call(IamApi.DELETE_USER, delete));
        room.call(
                IamApi.DELETE_ACCESS_KEY,
                DeleteAccessKeyRequest.builder()
                        .userName("anna")
                        .accessKeyId(key.accessKeyId())
                        .build());
        room.call(IamApi.DELETE_USER, delete);
        IamRoom.refused("NoSuchEntityException", "anna", () -> get("anna"));
    }

    @Test
    void groupsKnowTheirMembers() {
        room.user("ann");
        room.call(
                IamApi.CREATE_GROUP,
                CreateGroupRequest.builder().groupName("ops").build());
        room.call(
                IamApi.ADD_USER_TO_GROUP,
                AddUserToGroupRequest.builder().userName("ann").groupName("ops").build());
        assertThat(room.call(
                                IamApi.GET_GROUP,
                                GetGroupRequest.builder().groupName("ops").build())
                        .users())
                .extracting(User::userName)
                .containsExactly("ann");
        assertThat(room.call(
                                IamApi.LIST_GROUPS_FOR_USER,
                                ListGroupsForUserRequest.builder()
                                        .userName("ann")
                                        .build())
                        .groups())
                .hasSize(1);
        DeleteGroupRequest delete =
                DeleteGroupRequest.builder().groupName("ops").build();
        IamRoom.refused(
                "DeleteConflictException",
                "must remove users from group first",
                () -> room.call(IamApi.DELETE_GROUP, delete));
        room.call(
                IamApi.REMOVE_USER_FROM_GROUP,
                RemoveUserFromGroupRequest.builder()
                        .userName("ann")
                        .groupName("ops")
                        .build());
        room.call(IamApi.DELETE_GROUP, delete);
    }

    @Test
    void policiesAreEmbeddedAndAttached() {
        room.user("ann");
        room.call(
                IamApi.PUT_USER_POLICY,
                PutUserPolicyRequest.builder()
                        .userName("ann")
                        .policyName("all")
                        .policyDocument(IamRoom.ALLOW_ALL)
                        .build());
        String encoded = room.call(
                        IamApi.GET_USER_POLICY,
                        GetUserPolicyRequest.builder()
                                .userName("ann")
                                .policyName("all")
                                .build())
                .policyDocument();
        assertThat(encoded).startsWith("%7B%22Version%22%3A%20%222012-10-17%22%2C");
        AttachUserPolicyRequest attach = AttachUserPolicyRequest.builder()
                .userName("ann")
                .policyArn(ADMIN)
                .build();
        room.call(IamApi.ATTACH_USER_POLICY, attach);
        room.call(IamApi.ATTACH_USER_POLICY, attach);
        DeleteUserRequest delete = DeleteUserRequest.builder().userName("ann").build();
        IamRoom.refused(
                "DeleteConflictException",
                "must detach all policies first",
                () -> room.call(IamApi.DELETE_USER, delete));
        DetachUserPolicyRequest detach = DetachUserPolicyRequest.builder()
                .userName("ann")
                .policyArn(ADMIN)
                .build();
        room.call(IamApi.DETACH_USER_POLICY, detach);
        IamRoom.refused("NoSuchEntityException", "was not found", () -> room.call(IamApi.DETACH_USER_POLICY, detach));
        IamRoom.refused(
                "DeleteConflictException", "must delete policies first", () -> room.call(IamApi.DELETE_USER, delete));
        room.call(
                IamApi.DELETE_USER_POLICY,
                DeleteUserPolicyRequest.builder()
                        .userName("ann")
                        .policyName("all")
                        .build());
        room.call(IamApi.DELETE_USER, delete);
    }

    @Test
    void embeddedPoliciesHaveOneQuotaTogether() {
        room.user("ann");
        String padded = IamRoom.ALLOW_ALL.replace("\"*\"}", "\"arn:aws:s3:::" + "x".repeat(1_900) + "\"}");
        room.call(IamApi.PUT_USER_POLICY, put(padded));
        IamRoom.refused(
                "LimitExceededException",
                "Maximum policy size of 2048 bytes exceeded for user ann",
                () -> room.call(
                        IamApi.PUT_USER_POLICY,
                        put(padded).toBuilder().policyName("second").build()));
        IamRoom.refused("MalformedPolicyDocumentException", "", () -> room.call(IamApi.PUT_USER_POLICY, put("{")));
    }

    private static PutUserPolicyRequest put(String document) {
        return PutUserPolicyRequest.builder()
                .userName("ann")
                .policyName("first")
                .policyDocument(document)
                .build();
    }

    @Test
    void tagsDifferByMoreThanCase() {
        room.user("ann");
        room.call(
                IamApi.TAG_USER,
                TagUserRequest.builder()
                        .userName("ann")
                        .tags(
                                Tag.builder().key("Team").value("a").build(),
                                Tag.builder().key("cost").value("").build())
                        .build());
        room.call(
                IamApi.TAG_USER,
                TagUserRequest.builder()
                        .userName("ann")
                        .tags(Tag.builder().key("team").value("b").build())
                        .build());
        room.call(
                IamApi.UNTAG_USER,
                UntagUserRequest.builder()
                        .userName("ann")
                        .tagKeys("Cost", "none")
                        .build());
        assertThat(room.call(
                                IamApi.LIST_USER_TAGS,
                                ListUserTagsRequest.builder().userName("ann").build())
                        .tags())
                .containsExactly(Tag.builder().key("team").value("b").build());
    }

    @Test
    void aBoundaryIsAPolicyThatIsThere() {
        room.user("ann");
        String arn = room.policy("edge");
        room.call(
                IamApi.PUT_USER_PERMISSIONS_BOUNDARY,
                PutUserPermissionsBoundaryRequest.builder()
                        .userName("ann")
                        .permissionsBoundary(arn)
                        .build());
        assertThat(get("ann").permissionsBoundary().permissionsBoundaryArn()).isEqualTo(arn);
        IamRoom.refused(
                "NoSuchEntityException",
                "does not exist or is not attachable",
                () -> room.call(
                        IamApi.PUT_USER_PERMISSIONS_BOUNDARY,
                        PutUserPermissionsBoundaryRequest.builder()
                                .userName("ann")
                                .permissionsBoundary(arn + "x")
                                .build()));
    }
}
