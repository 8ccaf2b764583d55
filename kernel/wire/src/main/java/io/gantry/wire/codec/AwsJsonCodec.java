package io.gantry.wire.codec;

import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.model.Protocol;
import io.gantry.wire.model.ServiceIdentity;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/**
 * awsJson 1.0 and 1.1, which differ in their media type alone.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">Smithy: AWS JSON 1.1</a>
 */
final class AwsJsonCodec implements ProtocolCodec {
    private final String contentType;

    AwsJsonCodec(String contentType) {
        this.contentType = contentType;
    }

    @Override
    public Object decode(OperationType<?, ?> type, Request request, Map<String, String> labels) {
        SdkPojo builder = type.newInput();
        AwsJson.readInto(request.body(), builder);
        return Pojos.build(builder);
    }

    @Override
    public Map<String, String> textsBeside(OperationType<?, ?> type, Request request) {
        return type.textsBeside().isEmpty() ? Map.of() : AwsJson.texts(request.body(), type.textsBeside());
    }

    @Override
    public Reply encode(OperationType<?, ?> type, Object output, String requestId) {
        return new Reply(200, headers(requestId).build(), AwsJson.writeBytes((SdkPojo) output));
    }

    @Override
    public Reply encode(ServiceIdentity service, WireError error, String requestId) {
        Headers.Builder headers = withQueryError(headers(requestId), service, error);
        return new Reply(error.status(), headers.build(), AwsJson.writeBytes(members(error)));
    }

    /** Services that once spoke query tell old clients the code they know (awsQueryCompatible). */
    static Headers.Builder withQueryError(Headers.Builder headers, ServiceIdentity service, WireError error) {
        if (service.protocols().contains(Protocol.AWS_QUERY) && !error.code().equals(error.name())) {
            return headers.add(
                    "x-amzn-query-error", error.code() + ";" + (error.status() < 500 ? "Sender" : "Receiver"));
        }
        return headers;
    }

    static Map<String, Object> members(WireError error) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("__type", error.name());
        members.put(error.messageName(), error.message());
        members.putAll(error.members());
        return members;
    }

    private Headers.Builder headers(String requestId) {
        return new Headers.Builder().add("x-amzn-requestid", requestId).add("content-type", contentType);
    }
}
