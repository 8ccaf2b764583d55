package io.gantry.models.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.base.AwsError;
import io.gantry.base.Limits;
import io.gantry.models.FixedEnv;
import io.gantry.wire.Authorizer;
import io.gantry.wire.CallContext;
import io.gantry.wire.Gateway;
import io.gantry.wire.Operation;
import io.gantry.wire.OperationRegistry;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.sigv4.Credential;
import io.gantry.wire.sigv4.SigV4Signer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.CreateClusterResponse;
import software.amazon.awssdk.services.ecs.model.DeleteClusterRequest;
import software.amazon.awssdk.services.ecs.model.DeleteClusterResponse;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;
import software.amazon.awssdk.services.ecs.model.RegisterContainerInstanceRequest;
import software.amazon.awssdk.services.ecs.model.RegisterContainerInstanceResponse;
import software.amazon.awssdk.services.ecs.model.TagResourceRequest;
import software.amazon.awssdk.services.ecs.model.TagResourceResponse;

final class GatewayTest {
    private static final String TARGET = "AmazonEC2ContainerServiceV20141113.";
    private static final URI ENDPOINT = URI.create("http://127.0.0.1:4566");

    private final FixedEnv env = new FixedEnv();
    private final SigV4Signer root = new SigV4Signer("AKIAROOT", "secret", Optional.empty(), "eu-west-3", "ecs");
    private final SigV4Signer guest = new SigV4Signer("AKIAGUEST", "secret", Optional.empty(), "eu-west-3", "ecs");
    private final Gateway gateway = new Gateway(
            OperationRegistry.of(List.of(EcsApi.MODEL), operations()),
            new Gateway.Ports(
                    env,
                    key -> switch (key) {
                        case "AKIAROOT" -> Optional.of(Credential.root("secret", "123456789012"));
                        case "AKIAGUEST" ->
                            Optional.of(new Credential(
                                    "secret",
                                    "123456789012",
                                    "arn:aws:iam::123456789012:user/guest",
                                    false,
                                    Optional.empty(),
                                    Optional.empty()));
                        case String other -> Optional.empty();
                    },
                    Authorizer.ROOT_ONLY,
                    fault -> fault instanceof ArithmeticException));

    private static Map<OperationType<?, ?>, Operation<?, ?>> operations() {
        Map<OperationType<?, ?>, Operation<?, ?>> all = new HashMap<>();
        put(all, EcsApi.CREATE_CLUSTER, GatewayTest::createCluster);
        put(all, EcsApi.DELETE_CLUSTER, GatewayTest::deleteCluster);
        put(all, EcsApi.LIST_CLUSTERS, GatewayTest::listClusters);
        put(all, EcsApi.TAG_RESOURCE, GatewayTest::tagResource);
        put(all, EcsApi.REGISTER_CONTAINER_INSTANCE, GatewayTest::register);
        return all;
    }

    private static <I, O> void put(
            Map<OperationType<?, ?>, Operation<?, ?>> all, OperationType<I, O> type, Operation<I, O> operation) {
        all.put(type, operation);
    }

    private static CreateClusterResponse createCluster(CreateClusterRequest in, CallContext call) {
        String arn = "arn:aws:ecs:" + call.region() + ":" + call.accountId() + ":cluster/" + in.clusterName();
        return CreateClusterResponse.builder()
                .cluster(Cluster.builder().clusterArn(arn).build())
                .build();
    }

    private static DeleteClusterResponse deleteCluster(DeleteClusterRequest in, CallContext call) {
        throw AwsError.client("ClusterNotFoundException", "Cluster not found.")
                .withMembers(Map.of("resourceIds", List.of(in.cluster())));
    }

    private static ListClustersResponse listClusters(ListClustersRequest in, CallContext call) {
        throw new IllegalStateException("secret detail of our own code");
    }

    private static RegisterContainerInstanceResponse register(RegisterContainerInstanceRequest in, CallContext call) {
        String beside = in.cluster() + call.textsBeside();
        return RegisterContainerInstanceResponse.builder()
                .containerInstance(instance -> instance.containerInstanceArn(beside))
                .build();
    }

    private static TagResourceResponse tagResource(TagResourceRequest in, CallContext call) {
        throw new ArithmeticException("no room on the disk");
    }

    private static Request unsigned(String operation, byte[] body) {
        Headers headers = Headers.of(
                "Host",
                "127.0.0.1:4566",
                "Content-Type",
                "application/x-amz-json-1.1",
                "X-Amz-Target",
                TARGET + operation);
        return new Request("POST", "/", "", headers, body, ENDPOINT);
    }

    private static Request signed(Request request, SigV4Signer signer) {
        Headers.Builder all = request.headers().toBuilder();
        signer.sign(request, FixedEnv.NOW).forEach(all::add);
        return request.withHeaders(all.build());
    }

    private Reply call(String operation, String body) {
        return gateway.handle(signed(unsigned(operation, bytes(body)), root));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Reply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }

    private void assertRefused(Reply reply, int status, String code) {
        assertThat(text(reply)).contains("\"__type\":\"" + code + "\"");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(env.reported()).isEmpty();
    }

    @Test
    void accountAndRegionComeFromTheSignature() {
        Reply reply = call("CreateCluster", "{\"clusterName\":\"web\"}");
        assertThat(text(reply))
                .isEqualTo("{\"cluster\":{\"clusterArn\":\"arn:aws:ecs:eu-west-3:123456789012:cluster/web\"}}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers().firstOrEmpty("content-type")).isEqualTo("application/x-amz-json-1.1");
        assertThat(reply.headers().firstOrEmpty("x-amzn-requestid"))
                .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    @Test
    void whatAgentsSendBesideTheModelComesWithTheCall() {
        String sent = "{\"zoneId\":{\"clientToken\":\"inner\"},\"clientToken\":TOKEN,\"cluster\":\"web\"}";
        assertThat(text(call("RegisterContainerInstance", sent.replace("TOKEN", "\"6b0d\""))))
                .contains("\"web{clientToken=6b0d}\"");
        assertThat(text(call("RegisterContainerInstance", sent.replace("TOKEN", "null"))))
                .contains("\"web{}\"");
        assertRefused(call("RegisterContainerInstance", sent.replace("TOKEN", "7")), 400, "SerializationException");
    }

    @Test
    void anOperationsRefusalHasItsCodeAndMembers() {
        Reply reply = call("DeleteCluster", "{\"cluster\":\"x\"}");
        assertThat(text(reply))
                .isEqualTo("{\"__type\":\"ClusterNotFoundException\",\"message\":\"Cluster not found.\","
                        + "\"resourceIds\":[\"x\"]}");
        assertThat(reply.status()).isEqualTo(400);
    }

    @Test
    void constraintsOfTheModelAreChecked() {
        assertThat(text(call("DeleteCluster", "{}")))
                .isEqualTo("{\"__type\":\"InvalidParameterException\",\"message\":\"1 validation error detected: Value"
                        + " null at 'cluster' failed to satisfy constraint: Member must not be null\"}");
        assertThat(text(call("CreateCluster", "{\"tags\":[{\"key\":\"\"},{\"key\":\"a?\",\"value\":\"b\"}]}")))
                .contains("2 validation errors detected")
                .contains(
                        "Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater")
                .contains(
                        "Value 'a?' at 'tags.2.member.key' failed to satisfy constraint: Member must satisfy regular");
        assertRefused(
                call(
                        "CreateCluster",
                        "{\"defaultCapacityProviderStrategy\":[{\"capacityProvider\":\"a\",\"weight\":-1}]}"),
                400,
                "InvalidParameterException");
    }

    @Test
    void aFaultIsReportedAndToldWithoutDetails() {
        Reply reply = call("ListClusters", "{}");
        assertThat(reply.status()).isEqualTo(500);
        assertThat(text(reply)).contains("\"__type\":\"ServerException\"").doesNotContain("secret");
        assertThat(env.reported()).hasSize(1);
    }

    @Test
    void aStoreThatCannotWriteIsNoFault() {
        Reply reply = call("TagResource", "{\"resourceArn\":\"a\",\"tags\":[]}");
        assertThat(reply.status()).isEqualTo(500);
        assertThat(text(reply)).contains("\"__type\":\"ServerException\"");
        assertThat(env.reported()).isEmpty();
    }

    @Test
    void anOperationThatIsNotBuiltNamesItself() {
        Reply reply = call("CreateDaemon", "{}");
        assertRefused(reply, 400, "UnsupportedOperationException");
        assertThat(text(reply)).contains("CreateDaemon");
    }

    @Test
    void signaturesAreDemanded() {
        assertRefused(
                gateway.handle(unsigned("CreateCluster", bytes("{}"))), 400, "MissingAuthenticationTokenException");
        Request good = signed(unsigned("CreateCluster", bytes("{}")), root);
        assertRefused(gateway.handle(good.withBody(bytes("{ }"))), 400, "InvalidSignatureException");
        SigV4Signer stranger = new SigV4Signer("AKIANONE", "secret", Optional.empty(), "eu-west-3", "ecs");
        assertRefused(
                gateway.handle(signed(unsigned("CreateCluster", bytes("{}")), stranger)),
                400,
                "UnrecognizedClientException");
        SigV4Signer other = new SigV4Signer("AKIAROOT", "secret", Optional.empty(), "eu-west-3", "sts");
        assertRefused(
                gateway.handle(signed(unsigned("CreateCluster", bytes("{}")), other)),
                400,
                "InvalidSignatureException");
    }

    @Test
    void whoIsNotRootIsDenied() {
        Reply reply = gateway.handle(signed(unsigned("CreateCluster", bytes("{}")), guest));
        assertRefused(reply, 400, "AccessDeniedException");
        assertThat(text(reply)).contains("arn:aws:iam::123456789012:user/guest").contains("ecs:CreateCluster");
    }

    @Test
    void whatIsNotUnderstoodIsTheCallersMistake() {
        assertRefused(call("NoSuchOperation", "{}"), 400, "UnknownOperationException");
        assertRefused(call("CreateCluster", "{"), 400, "SerializationException");
        assertRefused(call("CreateCluster", "[]"), 400, "SerializationException");
        assertRefused(call("CreateCluster", "{\"clusterName\":7}"), 400, "SerializationException");
        assertRefused(call("CreateCluster", "{\"x\":" + "[".repeat(10_000)), 400, "SerializationException");
        byte[] badText = bytes("{\"clusterName\":\"??\"}");
        badText[16] = (byte) 0xc3;
        assertRefused(gateway.handle(signed(unsigned("CreateCluster", badText), root)), 400, "SerializationException");
        Request noTarget = new Request("GET", "/", "", Headers.of("host", "x"), new byte[0], ENDPOINT);
        assertRefused(gateway.handle(noTarget), 400, "UnknownOperationException");
        Request form = unsigned("CreateCluster", bytes("{}"))
                .withHeaders(Headers.of(
                        "host", "x", "content-type", "text/plain", "x-amz-target", TARGET + "CreateCluster"));
        assertRefused(gateway.handle(form), 415, "UnsupportedMediaTypeException");
    }

    @Test
    void aBodyOverTheLimitIsRefusedAndOneAtTheLimitIsNot() {
        byte[] body = new byte[Limits.REQUEST_BYTES + 1];
        java.util.Arrays.fill(body, (byte) ' ');
        body[0] = '{';
        body[1] = '}';
        assertRefused(gateway.handle(unsigned("CreateCluster", body)), 413, "RequestEntityTooLargeException");
        byte[] fits = java.util.Arrays.copyOf(body, Limits.REQUEST_BYTES);
        assertThat(gateway.handle(signed(unsigned("CreateCluster", fits), root)).status())
                .isEqualTo(200);
    }

    @Test
    void compressedBodiesAreReadAndBoundedWhenTheyGrow() throws IOException {
        assertThat(gateway.handle(gzip("{\"clusterName\":\"z\"}")).status()).isEqualTo(200);
        assertRefused(
                gateway.handle(gzip("{}" + " ".repeat(Limits.REQUEST_BYTES))), 413, "RequestEntityTooLargeException");
        Request broken = unsigned("CreateCluster", bytes("no gzip"));
        assertRefused(
                gateway.handle(signed(broken.withHeaders(broken.headers().with("content-encoding", "gzip")), root)),
                400,
                "SerializationException");
    }

    private Request gzip(String body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes(body));
        }
        Request request = unsigned("CreateCluster", out.toByteArray());
        return signed(request.withHeaders(request.headers().with("content-encoding", "gzip")), root);
    }

    @Test
    void aWebsocketUpgradeIsVerifiedInTheSameWay() {
        Request upgrade = new Request(
                "GET",
                "/acs/ws",
                "clusterArn=a%2Fb&seqNum=1",
                Headers.of("host", "127.0.0.1:4566"),
                new byte[0],
                ENDPOINT);
        CallContext call = gateway.verify(signed(upgrade, root));
        assertThat(call.principal().arn()).isEqualTo("arn:aws:iam::123456789012:root");
        assertThat(call.region()).isEqualTo("eu-west-3");
    }
}
