package io.gantry.wire.codec;

import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Parameters;
import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import io.gantry.wire.http.Utf8;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.model.Protocol;
import io.gantry.wire.model.ServiceIdentity;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/**
 * awsQuery: form fields in, XML out.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">Smithy: AWS query</a>
 */
final class AwsQueryCodec implements ProtocolCodec {
    private static final QueryReader READER = new QueryReader(false);

    @Override
    public Object decode(OperationType<?, ?> type, Request request, Map<String, String> labels) {
        SdkPojo builder = type.newInput();
        READER.read(parameters(request), builder);
        return Pojos.build(builder);
    }

    /** The fields of the query and of the body together; a call may be a GET or a POST. */
    static Parameters parameters(Request request) {
        String body = Utf8.decode(request.body(), request.body().length)
                .orElseThrow(() -> new MalformedInput("The body is not in UTF-8"));
        String both =
                request.query().isEmpty() ? body : body.isEmpty() ? request.query() : request.query() + "&" + body;
        return Parameters.parse(both)
                .orElseThrow(
                        () -> new MalformedInput("The query string holds a broken percent escape or is not in UTF-8"));
    }

    @Override
    public Reply encode(OperationType<?, ?> type, Object output, String requestId) {
        XmlOut out = new XmlOut();
        out.root(type.name() + "Response", type.service().identity().xmlNamespace());
        out.open(type.name() + "Result");
        XmlWriter.members(out, (SdkPojo) output);
        out.close();
        out.open("ResponseMetadata").element("RequestId", requestId).close();
        return new Reply(200, headers(requestId), out.close().bytes());
    }

    @Override
    public Reply encode(ServiceIdentity service, WireError error, String requestId) {
        XmlOut out = new XmlOut();
        out.root("ErrorResponse", service.xmlNamespace());
        out.open("Error");
        out.element("Type", error.status() < 500 ? "Sender" : "Receiver");
        out.element("Code", error.code());
        out.element("Message", error.message());
        error.members().forEach((name, value) -> XmlWriter.plain(out, name, value));
        out.close().element("RequestId", requestId);
        return new Reply(error.status(), headers(requestId), out.close().bytes());
    }

    static Headers headers(String requestId) {
        return Headers.of("x-amzn-requestid", requestId, "content-type", Protocol.AWS_QUERY.contentType());
    }
}
