package io.gantry.wire.codec;

import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.model.Protocol;
import io.gantry.wire.model.ServiceIdentity;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Smithy RPC v2 with CBOR bodies.
 *
 * @see <a href="https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html">Smithy RPC v2 CBOR</a>
 */
final class RpcV2CborCodec implements ProtocolCodec {

    @Override
    public Object decode(OperationType<?, ?> type, Request request, Map<String, String> labels) {
        SdkPojo builder = type.newInput();
        AwsCbor.readInto(request.body(), builder);
        return Pojos.build(builder);
    }

    @Override
    public Reply encode(OperationType<?, ?> type, Object output, String requestId) {
        return new Reply(200, headers(requestId).build(), AwsCbor.writeBytes((SdkPojo) output));
    }

    @Override
    public Reply encode(ServiceIdentity service, WireError error, String requestId) {
        Headers.Builder headers = AwsJsonCodec.withQueryError(headers(requestId), service, error);
        return new Reply(error.status(), headers.build(), AwsCbor.writeBytes(AwsJsonCodec.members(error)));
    }

    private static Headers.Builder headers(String requestId) {
        return new Headers.Builder()
                .add("x-amzn-requestid", requestId)
                .add("smithy-protocol", "rpc-v2-cbor")
                .add("content-type", Protocol.RPC_V2_CBOR.contentType());
    }
}
