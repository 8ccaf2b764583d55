package io.gantry.wire.codec;

import io.gantry.base.AwsError;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import io.gantry.wire.http.Utf8;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.model.Protocol;
import io.gantry.wire.model.ServiceIdentity;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * restJson1: members in the path, the query, header fields and a JSON body.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html">Smithy: AWS restJson1</a>
 */
final class RestJsonCodec implements ProtocolCodec {

    @Override
    public Object decode(OperationType<?, ?> type, Request request, Map<String, String> labels) {
        SdkPojo builder = type.newInput();
        RestBinding.read(builder, request, labels);
        if (request.body().length > 0) {
            Optional<SdkField<?>> payload = RestBinding.payload(builder);
            if (payload.isPresent()) {
                payload(builder, payload.get(), request);
            } else if (RestBinding.hasBody(builder)) {
                checkType(request);
                AwsJson.readInto(request.body(), builder);
            }
        }
        return Pojos.build(builder);
    }

    private static void payload(SdkPojo builder, SdkField<?> field, Request request) {
        Object value = switch (field.marshallingType().getKnownType()) {
            case SDK_BYTES -> SdkBytes.fromByteArray(request.body());
            case STRING -> text(request.body());
            case SDK_POJO -> {
                checkType(request);
                SdkPojo inner = field.constructor().get();
                AwsJson.readInto(request.body(), inner);
                yield Pojos.build(inner);
            }
            case INTEGER, LONG, SHORT, BYTE, BOOLEAN, DOUBLE, FLOAT, BIG_DECIMAL, INSTANT, LIST, MAP, DOCUMENT, NULL ->
                throw new IllegalStateException("no body is a " + field.marshallingType());
        };
        field.set(builder, value);
    }

    static String text(byte[] body) {
        return Utf8.decode(body, body.length).orElseThrow(() -> new MalformedInput("The body is not in UTF-8"));
    }

    private static void checkType(Request request) {
        String type = request.headers().firstOrEmpty("content-type");
        if (!type.isEmpty() && !Headers.lower(type).contains("json")) {
            throw AwsError.client("UnsupportedMediaTypeException", "The content type must be application/json.")
                    .withStatus(415);
        }
    }

    @Override
    public Reply encode(OperationType<?, ?> type, Object output, String requestId) {
        SdkPojo value = (SdkPojo) output;
        Headers.Builder headers = headers(requestId);
        RestBinding.write(value, headers);
        int status = RestBinding.status(value, type.status());
        byte[] body = status == 204 ? new byte[0] : body(value);
        if (body.length > 0 && headers.isUnset("content-type")) {
            headers.add("content-type", Protocol.REST_JSON_1.contentType());
        }
        return new Reply(status, headers.build(), body);
    }

    private static byte[] body(SdkPojo value) {
        Optional<SdkField<?>> payload = RestBinding.payload(value);
        if (payload.isEmpty()) {
            return AwsJson.writeBytes(value);
        }
        return switch (payload.get().getValueOrDefault(value)) {
            case null -> new byte[0];
            case SdkPojo inner -> AwsJson.writeBytes(inner);
            case SdkBytes bytes -> bytes.asByteArrayUnsafe();
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            case Object other -> throw new IllegalStateException("no body is a " + other.getClass());
        };
    }

    /** The name stands in a header field, where clients look first, and in the body, where old ones look. */
    @Override
    public Reply encode(ServiceIdentity service, WireError error, String requestId) {
        Headers.Builder headers = headers(requestId)
                .add("content-type", Protocol.REST_JSON_1.contentType())
                .add("x-amzn-errortype", error.name());
        Map<String, Object> members = new LinkedHashMap<>(AwsJsonCodec.members(error));
        return new Reply(error.status(), headers.build(), AwsJson.writeBytes(members));
    }

    private static Headers.Builder headers(String requestId) {
        return new Headers.Builder().add("x-amzn-requestid", requestId);
    }
}
