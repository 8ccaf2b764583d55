package io.gantry.wire.codec;

import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.model.ServiceIdentity;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/**
 * EC2's variant of the query protocol: flat lists in requests, {@code item} elements in answers, errors of its own shape.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html">Smithy: EC2 query</a>
 */
final class Ec2QueryCodec implements ProtocolCodec {
    private static final QueryReader READER = new QueryReader(true);

    @Override
    public Object decode(OperationType<?, ?> type, Request request, Map<String, String> labels) {
        SdkPojo builder = type.newInput();
        READER.read(AwsQueryCodec.parameters(request), builder);
        return Pojos.build(builder);
    }

    @Override
    public Reply encode(OperationType<?, ?> type, Object output, String requestId) {
        XmlOut out = new XmlOut().declared();
        out.root(type.name() + "Response", type.service().identity().xmlNamespace());
        out.element("requestId", requestId);
        XmlWriter.members(out, (SdkPojo) output);
        return new Reply(200, AwsQueryCodec.headers(requestId), out.close().bytes());
    }

    @Override
    public Reply encode(ServiceIdentity service, WireError error, String requestId) {
        XmlOut out = new XmlOut().declared();
        out.root("Response", "").open("Errors").open("Error");
        out.element("Code", error.code()).element("Message", error.message());
        error.members().forEach((name, value) -> XmlWriter.plain(out, name, value));
        out.close().close().element("RequestID", requestId);
        return new Reply(
                error.status(), AwsQueryCodec.headers(requestId), out.close().bytes());
    }
}
