package io.gantry.wire.codec;

import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.model.Protocol;
import io.gantry.wire.model.ServiceIdentity;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * restXml: members in the path, the query, header fields and an XML body. S3 has its own names of header fields and an
 * error that is not wrapped; its irregular shapes and its streams are for its own room.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html">Smithy: AWS restXml</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">AWS: S3's error responses</a>
 */
final class RestXmlCodec implements ProtocolCodec {

    @Override
    public Object decode(OperationType<?, ?> type, Request request, Map<String, String> labels) {
        SdkPojo builder = type.newInput();
        RestBinding.read(builder, request, labels);
        if (request.body().length > 0) {
            Optional<SdkField<?>> payload = RestBinding.payload(builder);
            if (payload.isPresent()) {
                SdkField<?> field = payload.get();
                field.set(builder, payload(field, request));
            } else if (RestBinding.hasBody(builder)) {
                XmlReader.members(XmlTree.parse(request.body()), builder);
            }
        }
        return Pojos.build(builder);
    }

    private static Object payload(SdkField<?> field, Request request) {
        return switch (field.marshallingType().getKnownType()) {
            case SDK_BYTES -> SdkBytes.fromByteArray(request.body());
            case STRING -> RestJsonCodec.text(request.body());
            case SDK_POJO -> XmlReader.structure(XmlTree.parse(request.body()), field);
            case INTEGER, LONG, SHORT, BYTE, BOOLEAN, DOUBLE, FLOAT, BIG_DECIMAL, INSTANT, LIST, MAP, DOCUMENT, NULL ->
                throw new IllegalStateException("no body is a " + field.marshallingType());
        };
    }

    @Override
    public Reply encode(OperationType<?, ?> type, Object output, String requestId) {
        SdkPojo value = (SdkPojo) output;
        Headers.Builder headers = headers(type.service().identity(), requestId);
        RestBinding.write(value, headers);
        int status = RestBinding.status(value, type.status());
        boolean bodiless = status == 204 || type.method().equals("HEAD");
        byte[] body = bodiless ? new byte[0] : body(type, value);
        if (body.length > 0 && headers.isUnset("content-type")) {
            headers.add("content-type", Protocol.REST_XML.contentType());
        }
        return new Reply(status, headers.build(), body);
    }

    private static byte[] body(OperationType<?, ?> type, SdkPojo value) {
        String namespace = type.service().identity().xmlNamespace();
        Optional<SdkField<?>> payload = RestBinding.payload(value);
        if (payload.isEmpty()) {
            if (!RestBinding.hasBody(value)) {
                return new byte[0];
            }
            XmlOut out = new XmlOut().declared().root(type.name() + "Result", namespace);
            XmlWriter.members(out, value);
            return out.close().bytes();
        }
        return switch (payload.get().getValueOrDefault(value)) {
            case null -> new byte[0];
            case SdkPojo inner -> {
                XmlOut out = new XmlOut().declared().root(payload.get().unmarshallLocationName(), namespace);
                XmlWriter.members(out, inner);
                yield out.close().bytes();
            }
            case SdkBytes bytes -> bytes.asByteArrayUnsafe();
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            case Object other -> throw new IllegalStateException("no body is a " + other.getClass());
        };
    }

    @Override
    public Reply encode(ServiceIdentity service, WireError error, String requestId) {
        XmlOut out = new XmlOut().declared();
        if (isS3(service)) {
            out.root("Error", "");
        } else {
            out.root("ErrorResponse", service.xmlNamespace()).open("Error");
            out.element("Type", error.status() < 500 ? "Sender" : "Receiver");
        }
        out.element("Code", error.code()).element("Message", error.message());
        error.members().forEach((name, value) -> XmlWriter.plain(out, name, value));
        if (!isS3(service)) {
            out.close();
        }
        out.element("RequestId", requestId);
        Headers.Builder headers = headers(service, requestId).add("content-type", Protocol.REST_XML.contentType());
        return new Reply(error.status(), headers.build(), out.close().bytes());
    }

    /** Also for a service that we do not have: of those that speak XML by REST, S3 is the one that is called. */
    private static boolean isS3(ServiceIdentity service) {
        return service.signingName().equals("s3") || service.signingName().isEmpty();
    }

    private static Headers.Builder headers(ServiceIdentity service, String requestId) {
        return new Headers.Builder().add(isS3(service) ? "x-amz-request-id" : "x-amzn-requestid", requestId);
    }
}
