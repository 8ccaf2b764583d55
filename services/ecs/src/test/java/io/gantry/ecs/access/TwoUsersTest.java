package io.gantry.ecs.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.access.PolicyAuthorizer;
import io.gantry.ecs.Ecs;
import io.gantry.ecs.EcsRoom;
import io.gantry.models.ecs.EcsApi;
import io.gantry.policy.PolicyDocument;
import io.gantry.policy.PolicyKind;
import io.gantry.policy.PolicySet;
import io.gantry.policy.PolicySource;
import io.gantry.wire.Gateway;
import io.gantry.wire.OperationRegistry;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import io.gantry.wire.sigv4.Credential;
import io.gantry.wire.sigv4.SigV4Signer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two users with different policies, through the gateway: the whole path of a signed call. */
class TwoUsersTest {
    private static final Map<String, PolicySet> POLICIES = Map.of(
            "reader", set("""
                    {"Version": "2012-10-17", "Statement": [
                      {"Effect": "Allow", "Action": ["ecs:Describe*", "ecs:List*"], "Resource": "*"},
                      {"Effect": "Deny", "Action": "*", "Resource": "*",
                       "Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}]}"""),
            "operator", set("""
                    {"Version": "2012-10-17", "Statement": [
                      {"Effect": "Allow", "Action": "ecs:*Cluster*",
                       "Resource": "arn:aws:ecs:*:*:cluster/${aws:username}-*"},
                      {"Effect": "Deny", "Action": "ecs:DeleteCluster", "Resource": "*",
                       "Condition": {"StringEquals": {"aws:ResourceTag/keep": "yes"}}},
                      {"Effect": "Allow", "Action": "ecs:TagResource", "Resource": "*"}]}"""));

    private final EcsRoom room = new EcsRoom();
    private final Gateway gateway = new Gateway(
            OperationRegistry.of(List.of(EcsApi.MODEL), room.ecs().operations()),
            new Gateway.Ports(
                    room.env(),
                    key -> Optional.of(new Credential(
                            "secret",
                            EcsRoom.ACCOUNT,
                            "arn:aws:iam::" + EcsRoom.ACCOUNT + ":user/" + key,
                            false,
                            Optional.empty(),
                            Optional.empty())),
                    new PolicyAuthorizer(
                            Ecs.access(),
                            call -> Objects.requireNonNull(
                                    POLICIES.get(call.principal().accessKeyId())),
                            () -> room.store().view(),
                            () -> room.env().now()),
                    fault -> false));

    @Test
    void eachMayDoWhatItsPoliciesAllow() {
        assertThat(call("operator", "CreateCluster", "{\"clusterName\":\"operator-1\"}"))
                .isEqualTo("200");
        assertThat(call("operator", "CreateCluster", "{\"clusterName\":\"other\"}"))
                .isEqualTo("400 User: arn:aws:iam::123456789012:user/operator is not authorized to perform:"
                        + " ecs:CreateCluster on resource: arn:aws:ecs:eu-central-1:123456789012:cluster/other because"
                        + " no identity-based policy allows the ecs:CreateCluster action");
        assertThat(call("reader", "DescribeClusters", "{\"clusters\":[\"operator-1\"]}"))
                .isEqualTo("200");
        assertThat(call("reader", "DeleteCluster", "{\"cluster\":\"operator-1\"}"))
                .contains("ecs:DeleteCluster on resource: arn:aws:ecs:eu-central-1:123456789012:cluster/operator-1");
        assertThat(call("operator", "DeleteCluster", "{\"cluster\":\"operator-1\"}"))
                .isEqualTo("200");
    }

    @Test
    void aTagOfTheResourceKeepsIt() {
        String kept = "{\"clusterName\":\"operator-2\",\"tags\":[{\"key\":\"keep\",\"value\":\"yes\"}]}";
        assertThat(call("operator", "CreateCluster", kept)).isEqualTo("200");
        assertThat(call("operator", "DeleteCluster", "{\"cluster\":\"operator-2\"}"))
                .isEqualTo("400 User: arn:aws:iam::123456789012:user/operator is not authorized to perform:"
                        + " ecs:DeleteCluster on resource: arn:aws:ecs:eu-central-1:123456789012:cluster/operator-2"
                        + " with an explicit deny in an identity-based policy");
    }

    @Test
    void theAddressOfTheCallerCounts() {
        assertThat(call("reader", "ListClusters", "{}", "203.0.113.9")).isEqualTo("200");
        assertThat(call("reader", "ListClusters", "{}", "198.51.100.9")).contains("with an explicit deny");
    }

    private String call(String user, String operation, String body) {
        return call(user, operation, body, "203.0.113.1");
    }

    /** The status, and the message where there is one. */
    private String call(String user, String operation, String body, String address) {
        Headers headers = new Headers.Builder()
                .add("Host", "gantry:4566")
                .add("Content-Type", "application/x-amz-json-1.1")
                .add("X-Amz-Target", "AmazonEC2ContainerServiceV20141113." + operation)
                .build();
        Request bare =
                new Request("POST", "/", "", headers, body.getBytes(UTF_8), URI.create("http://gantry:4566"), address);
        SigV4Signer signer = new SigV4Signer(user, "secret", Optional.empty(), EcsRoom.REGION, "ecs");
        Headers.Builder signed = headers.toBuilder();
        signer.sign(bare, room.env().now()).forEach(signed::add);
        Reply reply = gateway.handle(bare.withHeaders(signed.build()));
        String text = new String(reply.body(), UTF_8);
        if (reply.status() == 200) {
            return "200";
        }
        assertThat(text).contains("AccessDeniedException");
        return reply.status() + " " + text.replaceAll("(?s).*\"message\":\"([^\"]*)\".*", "$1");
    }

    private static PolicySet set(String document) {
        return PolicySet.of(List.of(new PolicySource("p", PolicyDocument.parse(document, PolicyKind.INLINE))));
    }
}
