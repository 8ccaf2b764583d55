package io.gantry.sts;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.models.sts.StsApi;
import io.gantry.wire.Principal;
import io.gantry.wire.sigv4.Credential;
import io.gantry.wire.sigv4.Session;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.Tag;

class SessionTest {
    private static final String ANN = "{\"AWS\": \"" + StsRoom.ANN.arn() + "\"}";
    private static final String ACCOUNT = "{\"AWS\": \"" + StsRoom.ACCOUNT + "\"}";
    private static final String ROLES = "{\"AWS\": \"arn:aws:iam::" + StsRoom.ACCOUNT + ":role/first\"}";
    private static final String TASKS = "{\"Service\": \"ecs-tasks.amazonaws.com\"}";

    private final StsRoom room = new StsRoom();

    private static AssumeRoleRequest.Builder request(String role) {
        return AssumeRoleRequest.builder()
                .roleArn("arn:aws:iam::" + StsRoom.ACCOUNT + ":role/" + role)
                .roleSessionName("work");
    }

    private AssumeRoleResponse assume(AssumeRoleRequest.Builder request, Principal principal) {
        return room.call(StsApi.ASSUME_ROLE, request.build(), principal);
    }

    private void denied(AssumeRoleRequest.Builder request, Principal principal) {
        StsRoom.refused("AccessDeniedException", "sts:AssumeRole", () -> assume(request, principal));
    }

    @Test
    void aRoleIsAssumedByWhomItTrusts() {
        room.roles().role("web", ANN, "");
        AssumeRoleResponse made = assume(request("web"), StsRoom.ANN);
        assertThat(made.assumedRoleUser().arn())
                .isEqualTo("arn:aws:sts::" + StsRoom.ACCOUNT + ":assumed-role/web/work");
        assertThat(made.assumedRoleUser().assumedRoleId()).isEqualTo("AROAweb:work");
        assertThat(made.credentials().accessKeyId()).matches("ASIA[A-Z2-7]{16}");
        Credential found = room.found(made.credentials()).orElseThrow();
        assertThat(found.secret())
                .isEqualTo(made.credentials().secretAccessKey())
                .hasSize(40);
        assertThat(found.expiry())
                .contains(room.env().now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(1)));
        assertThat(found.identity().tags()).containsEntry("team", "blue");
        assertThat(made.credentials().toString() + made.credentials().sessionToken())
                .doesNotContain(found.secret());
        GetCallerIdentityResponse who = room.call(
                StsApi.GET_CALLER_IDENTITY,
                GetCallerIdentityRequest.builder().build(),
                room.principal(made.credentials()));
        assertThat(who.arn()).isEqualTo(made.assumedRoleUser().arn());
        assertThat(who.userId()).isEqualTo("AROAweb:work");
        assertThat(room.call(
                                StsApi.GET_ACCESS_KEY_INFO,
                                GetAccessKeyInfoRequest.builder()
                                        .accessKeyId(made.credentials().accessKeyId())
                                        .build(),
                                StsRoom.ROOT)
                        .account())
                .isEqualTo(StsRoom.ACCOUNT);
    }

    @Test
    void othersDoNotLearnWhetherThereIsSuchARole() {
        room.roles().role("web", TASKS, "");
        denied(request("web"), StsRoom.ANN);
        denied(request("gone"), StsRoom.ANN);
        StsRoom.refused(
                "AccessDeniedException",
                "Roles may not be assumed by root",
                () -> assume(request("web"), StsRoom.ROOT));
        StsRoom.refused(
                "ValidationError",
                "is invalid",
                () -> assume(request("web").roleArn("arn:aws:iam::123456789012:user/ann"), StsRoom.ANN));
    }

    @Test
    void aTrustedAccountLeavesItToItsOwnPolicies() {
        room.roles().role("web", ACCOUNT, "");
        denied(request("web"), StsRoom.ANN);
        room.letAssume();
        assertThat(assume(request("web"), StsRoom.ANN).credentials()).isNotNull();
    }

    @Test
    void theExternalIdMustBeTheOneThatIsWanted() {
        room.roles().role("web", ANN, ", \"Condition\": {\"StringEquals\": {\"sts:ExternalId\": \"id-7\"}}");
        denied(request("web"), StsRoom.ANN);
        denied(request("web").externalId("id-8"), StsRoom.ANN);
        assertThat(assume(request("web").externalId("id-7"), StsRoom.ANN).credentials())
                .isNotNull();
    }

    @Test
    void sessionsLastAsLongAsTheirRoleAllows() {
        room.roles().role("web", ANN, "");
        room.roles().role("first", ANN, "");
        room.roles().role("second", ROLES, "");
        StsRoom.refused(
                "ValidationError",
                "MaxSessionDuration",
                () -> assume(request("web").durationSeconds(7_201), StsRoom.ANN));
        Principal first = room.principal(assume(request("first"), StsRoom.ANN).credentials());
        StsRoom.refused(
                "ValidationError",
                "role chaining",
                () -> assume(request("second").durationSeconds(3_601), first));
        assertThat(assume(request("second"), first).assumedRoleUser().arn()).endsWith("/second/work");
    }

    @Test
    void tagsGoOnWhereTheyAreTransitive() {
        room.roles().role("first", ANN, "");
        room.roles().role("second", ROLES, "");
        List<Tag> tags = List.of(
                Tag.builder().key("team").value("red").build(),
                Tag.builder().key("cost").value("7").build());
        Principal first = room.principal(
                assume(request("first").tags(tags).transitiveTagKeys("cost").sourceIdentity("ann"), StsRoom.ANN)
                        .credentials());
        assertThat(first.identity().tags()).containsEntry("team", "red").containsEntry("cost", "7");
        Principal second = room.principal(assume(request("second"), first).credentials());
        assertThat(second.identity().tags()).containsEntry("team", "blue").containsEntry("cost", "7");
        assertThat(second.identity().session().flatMap(Session::sourceIdentity)).contains("ann");
        StsRoom.refused(
                "ValidationError",
                "conflicts with a transitive",
                () -> assume(request("second").tags(tags), first));
    }

    @Test
    @SuppressWarnings("deprecation") // The size is deprecated by the SDK, and answered by AWS.
    void sessionPoliciesAreCheckedAndMeasured() {
        room.roles().role("web", ANN, "");
        String policy =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"ecs:*\",\"Resource\":\"*\"}]}";
        AssumeRoleResponse made = assume(request("web").policy(policy), StsRoom.ANN);
        assertThat(made.packedPolicySize()).isBetween(1, 20);
        assertThat(room.principal(made.credentials())
                        .identity()
                        .session()
                        .orElseThrow()
                        .policies())
                .containsExactly(policy);
        StsRoom.refused(
                "MalformedPolicyDocumentException",
                "",
                () -> assume(request("web").policy("{"), StsRoom.ANN));
        StsRoom.refused(
                "PackedPolicyTooLargeException",
                "",
                () -> assume(request("web").policy(policy + " ".repeat(2_048)), StsRoom.ANN));
    }

    @Test
    void aSessionEndsWithWhatItIsBoundTo() {
        room.roles().role("web", TASKS, "");
        String task = "arn:aws:ecs:us-east-1:123456789012:task/default/0f0f";
        Credentials made = room.call(
                        StsApi.ASSUME_ROLE,
                        request("web").durationSeconds(21_600).build(),
                        StsRoom.TASKS,
                        Map.of(Sts.BOUND_TO, task))
                .credentials();
        assertThat(room.found(made)).isPresent();
        room.end(task);
        assertThat(room.found(made)).isEmpty();
    }

    @Test
    void whatIsBesideAnotherCallersCallBindsNothing() {
        room.roles().role("web", ANN, "");
        Credentials made = room.call(
                        StsApi.ASSUME_ROLE, request("web").build(), StsRoom.ANN, Map.of(Sts.BOUND_TO, "arn"))
                .credentials();
        assertThat(room.principal(made).identity().session().orElseThrow().boundTo())
                .isEmpty();
    }

    @Test
    void aTokenIsWorthNothingWithAnotherKeyOrAltered() {
        room.roles().role("web", ANN, "");
        Credentials made = assume(request("web"), StsRoom.ANN).credentials();
        Credentials other = assume(request("web"), StsRoom.ANN).credentials();
        assertThat(room.found(other.accessKeyId(), made.sessionToken())).isEmpty();
        assertThat(room.found(made)).isPresent();
        assertThat(room.found(other.accessKeyId(), made.sessionToken())).isEmpty();
        assertThat(room.found(made.accessKeyId(), made.sessionToken().substring(1)))
                .isEmpty();
        assertThat(room.found(made.accessKeyId(), "")).isEmpty();
    }

    @Test
    void usersAndRootGetSessionsOfTheirOwn() {
        GetSessionTokenRequest request = GetSessionTokenRequest.builder().build();
        Credentials ann =
                room.call(StsApi.GET_SESSION_TOKEN, request, StsRoom.ANN).credentials();
        assertThat(room.principal(ann).arn()).isEqualTo(StsRoom.ANN.arn());
        assertThat(ann.expiration())
                .isEqualTo(room.env().now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(12)));
        Credentials root =
                room.call(StsApi.GET_SESSION_TOKEN, request, StsRoom.ROOT).credentials();
        assertThat(room.principal(root).root()).isTrue();
        assertThat(root.expiration())
                .isEqualTo(room.env().now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(1)));
        StsRoom.refused(
                "AccessDeniedException",
                "session credentials",
                () -> room.call(StsApi.GET_SESSION_TOKEN, request, room.principal(ann)));
    }

    @Test
    void mfaIsRefusedByName() {
        room.roles().role("web", ANN, "");
        StsRoom.refused(
                "UnsupportedOperationException",
                "SerialNumber",
                () -> assume(
                        request("web").serialNumber("arn:aws:iam::1:mfa/ann").tokenCode("123456"), StsRoom.ANN));
    }

    @Test
    void theCallerIsWhoSigned() {
        GetCallerIdentityResponse root = room.call(
                StsApi.GET_CALLER_IDENTITY, GetCallerIdentityRequest.builder().build(), StsRoom.ROOT);
        assertThat(root.userId()).isEqualTo(StsRoom.ACCOUNT);
        assertThat(root.arn()).endsWith(":root");
    }
}
