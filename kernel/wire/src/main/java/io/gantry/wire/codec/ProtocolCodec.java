package io.gantry.wire.codec;

import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.model.Protocol;
import io.gantry.wire.model.ServiceIdentity;
import java.util.Map;

/** Both directions of one wire format. */
public interface ProtocolCodec {

    /**
     * Reads the input of {@code type} out of {@code request}.
     *
     * @param labels the values of the URI template, decoded; empty unless the protocol is REST
     * @return an object of the operation's request class
     * @throws MalformedInput when the request does not hold one
     */
    Object decode(OperationType<?, ?> type, Request request, Map<String, String> labels);

    /**
     * Reads the texts that {@code request} holds beside the input's members, as far as {@code type} names them.
     *
     * @throws MalformedInput when one of them is no text
     */
    default Map<String, String> textsBeside(OperationType<?, ?> type, Request request) {
        return Map.of();
    }

    /** The answer of {@code type} that holds {@code output}, an object of its response class. */
    Reply encode(OperationType<?, ?> type, Object output, String requestId);

    /** The answer that holds {@code error}. */
    Reply encode(ServiceIdentity service, WireError error, String requestId);

    /** The codec of {@code protocol}. */
    static ProtocolCodec of(Protocol protocol) {
        return switch (protocol) {
            case AWS_JSON_1_0, AWS_JSON_1_1 -> new AwsJsonCodec(protocol.contentType());
            case RPC_V2_CBOR -> new RpcV2CborCodec();
            case AWS_QUERY -> new AwsQueryCodec();
            case EC2_QUERY -> new Ec2QueryCodec();
            case REST_JSON_1 -> new RestJsonCodec();
            case REST_XML -> new RestXmlCodec();
        };
    }
}
