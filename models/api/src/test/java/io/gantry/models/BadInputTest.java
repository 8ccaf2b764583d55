package io.gantry.models;

import static io.gantry.models.WireFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.base.Limits;
import io.gantry.models.ecs.EcsApi;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import io.gantry.wire.model.OperationType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;

/** Each kind of bad input at every operation of ECS: the code, and a message that says what is wrong and what is allowed. */
final class BadInputTest {
    private static final String TARGET = "AmazonEC2ContainerServiceV20141113.";
    private static final String TEXT_FOR_A_NUMBER = "STRING_VALUE cannot be converted to";

    private final WireFixture wire = WireFixture.of(Map.of());

    static Stream<OperationType<?, ?>> operations() {
        return EcsApi.MODEL.operations().stream();
    }

    private static Request call(OperationType<?, ?> type, byte[] body, String... fields) {
        Headers.Builder headers = Headers.of(
                "host", "gantry", "content-type", "application/x-amz-json-1.1", "x-amz-target", TARGET + type.name())
                .toBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            headers.add(fields[i], fields[i + 1]);
        }
        return new Request("POST", "/", "", headers.build(), body, URI.create("http://gantry"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void refused(Request request, int status, String code, String... message) {
        // What is too large is refused unread; a signature over it only costs time.
        boolean unread = request.body().length > Limits.REQUEST_BYTES;
        Reply reply = wire.send(unread ? request : WireFixture.signed(request, "ecs"));
        assertThat(text(reply))
                .startsWith("{\"__type\":\"" + code + "\",\"message\":\"")
                .contains(message);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(wire.env.reported()).isEmpty();
    }

    private void malformed(OperationType<?, ?> type, String body, String... message) {
        refused(call(type, bytes(body)), 400, "SerializationException", message);
    }

    /** A member of {@code type} that holds one of {@code kinds}, and its name on the wire. */
    private static Optional<String> member(OperationType<?, ?> type, List<MarshallingKnownType> kinds) {
        for (SdkField<?> field : type.newInput().sdkFields()) {
            if (kinds.contains(field.marshallingType().getKnownType())) {
                return Optional.of(field.locationName());
            }
        }
        return Optional.empty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void bytesThatAreNoJson(OperationType<?, ?> type) {
        malformed(type, "{\"a\":", "The body cannot be parsed at line 1, column ");
        malformed(type, "{\n  \"a\" 7}", "at line 2, column ");
        malformed(type, "{\"a\":tru}", "at line 1, column ");
        malformed(type, "{} {}", "something follows the document");
        malformed(type, "[]", "Start of list found where not expected.");
        byte[] broken = bytes("{\"a\":\"??\"}");
        broken[6] = (byte) 0xc3;
        refused(call(type, broken), 400, "SerializationException", "The body cannot be parsed");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void nestingAndSizeAreBounded(OperationType<?, ?> type) {
        String depth = "nested more than " + Limits.REQUEST_DEPTH + " levels deep";
        malformed(type, "{\"a\":".repeat(10_000), depth);
        malformed(type, "{\"tags\":" + "[".repeat(10_000), "");
        refused(call(type, new byte[10_000_000]), 413, "RequestEntityTooLargeException", " " + Limits.REQUEST_BYTES);
        refused(
                call(type, Mutations.BOMB, "content-encoding", "gzip"),
                413,
                "RequestEntityTooLargeException",
                "decompressed body exceeds " + Limits.REQUEST_BYTES);
        refused(call(type, bytes("{}"), "content-encoding", "gzip"), 400, "SerializationException", "no gzip stream");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void valuesOfAnotherTypeAreNamedWithTheirPlace(OperationType<?, ?> type) {
        member(type, List.of(MarshallingKnownType.STRING)).ifPresent(name -> {
            malformed(type, "{\"" + name + "\":7}", "NUMBER_VALUE cannot be converted to String at '/" + name + "'");
            malformed(type, "{\"" + name + "\":[]}", "Start of list found where not expected. at '/" + name);
            malformed(type, "{\"" + name + "\":\"\\ud800\"}", "half of a surrogate pair at '/" + name + "'");
        });
        member(type, List.of(MarshallingKnownType.INTEGER)).ifPresent(name -> {
            malformed(type, "{\"" + name + "\":\"7\"}", TEXT_FOR_A_NUMBER, "'/" + name + "'");
            malformed(type, "{\"" + name + "\":3000000000}", "out of the range of Integer at '/" + name + "'");
            malformed(type, "{\"" + name + "\":1e999999999}", "a number is", "at '/" + name + "'");
        });
        member(type, List.of(MarshallingKnownType.BOOLEAN))
                .ifPresent(name -> malformed(type, "{\"" + name + "\":\"true\"}", TEXT_FOR_A_NUMBER + " Boolean"));
        member(type, List.of(MarshallingKnownType.LIST)).ifPresent(name -> {
            malformed(type, "{\"" + name + "\":{}}", "Start of structure or map found", "'/" + name + "'");
            malformed(type, "{\"" + name + "\":[null]}", "a list holds null at '/" + name + "/0'");
        });
    }

    @ParameterizedTest
    @MethodSource("operations")
    void contentTypesAndMethodsThatNoClientUses(OperationType<?, ?> type) {
        for (String kind : List.of("text/plain", "application/json", "", "application/x-www-form-urlencoded")) {
            Request good = call(type, bytes("{}"));
            Headers headers = Headers.of("host", "gantry", "content-type", kind, "x-amz-target", TARGET + type.name());
            refused(
                    good.withHeaders(headers),
                    415,
                    "UnsupportedMediaTypeException",
                    "must be application/x-amz-json-1.0 or application/x-amz-json-1.1.");
        }
        Request good = call(type, bytes("{}"));
        refused(
                new Request("PUT", "/", "", good.headers(), good.body(), good.endpoint()),
                405,
                "MethodNotAllowedException",
                "called with POST");
    }

    @Test
    void tooManyTagsAreCountedAndABodyOfAMillionIsNotEvenRead() {
        String tag = "{\"key\":\"a\",\"value\":\"b\"},";
        String many = "{\"clusterName\":\"c\",\"tags\":[" + tag.repeat(40_000) + "{\"key\":\"a\"}]}";
        refused(
                call(EcsApi.CREATE_CLUSTER, bytes(many)),
                400,
                "InvalidParameterException",
                "1 validation error detected",
                "at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50");
        String million = "{\"tags\":[" + tag.repeat(1_000_000) + "{}]}";
        refused(call(EcsApi.CREATE_CLUSTER, bytes(million)), 413, "RequestEntityTooLargeException", "exceeds");
    }

    /** As in AWS's own readers the last of several wins; which of them was meant nobody can tell. */
    @Test
    void ofMembersGivenTwiceTheLastCounts() {
        refused(
                call(EcsApi.DELETE_CLUSTER, bytes("{\"cluster\":\"a\",\"cluster\":7}")),
                400,
                "SerializationException",
                "at '/cluster'");
        Reply reply = wire.send(
                WireFixture.signed(call(EcsApi.DELETE_CLUSTER, bytes("{\"cluster\":\"a\",\"cluster\":\"b\"}")), "ecs"));
        assertThat(reply.status()).isEqualTo(200);
    }
}
