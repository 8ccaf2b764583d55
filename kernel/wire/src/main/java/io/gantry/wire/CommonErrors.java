package io.gantry.wire;

import io.gantry.base.AwsError;
import io.gantry.wire.codec.WireError;
import io.gantry.wire.model.ErrorShape;
import io.gantry.wire.model.Protocol;
import io.gantry.wire.model.ServiceModel;
import java.util.Optional;

/**
 * The errors that are no service's own. Code of ours names them as awsJson does; here they get the code and the status that
 * each protocol's services use for the same thing.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html">AWS: common errors of IAM</a>
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">AWS: EC2's error codes</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">AWS: S3's error codes</a>
 */
final class CommonErrors {
    /** An operation that AWS has and we do not. A 5xx would be tried again by every client. */
    static final String UNSUPPORTED = "UnsupportedOperationException";

    /** An operation that AWS does not have either. */
    static final String UNKNOWN = "UnknownOperationException";

    /** Bytes that cannot be read. */
    static final String MALFORMED = "SerializationException";

    /** A fault of ours. */
    static final String INTERNAL = "InternalFailure";

    private CommonErrors() {}

    /** {@code error} as {@code protocol} sends it; the model knows the status and the query code of its own errors. */
    static WireError of(AwsError error, Protocol protocol, Optional<ServiceModel> service) {
        Optional<ErrorShape> modelled = service.flatMap(model -> model.error(error.code()));
        if (modelled.isPresent()) {
            ErrorShape shape = modelled.get();
            int status = error.status() == 400 ? shape.status() : error.status();
            return new WireError(
                    shape.name(), shape.code(), status, error.message(), shape.messageName(), error.members());
        }
        String code = code(error.code(), protocol);
        int status = error.status() == 400 ? status(error.code(), protocol) : error.status();
        return new WireError(code, code, status, error.message(), WireError.MESSAGE, error.members());
    }

    private static String code(String name, Protocol protocol) {
        return switch (protocol) {
            case AWS_JSON_1_0, AWS_JSON_1_1, RPC_V2_CBOR, REST_JSON_1 -> name;
            case AWS_QUERY -> queryCode(name);
            case EC2_QUERY -> ec2Code(name);
            case REST_XML -> s3Code(name);
        };
    }

    private static int status(String name, Protocol protocol) {
        boolean json = protocol == Protocol.AWS_JSON_1_0
                || protocol == Protocol.AWS_JSON_1_1
                || protocol == Protocol.RPC_V2_CBOR;
        return switch (name) {
            case "AccessDeniedException" -> json ? 400 : 403;
            case UNKNOWN -> protocol == Protocol.REST_JSON_1 ? 404 : protocol == Protocol.REST_XML ? 405 : 400;
            default -> 400;
        };
    }

    private static String queryCode(String name) {
        return switch (name) {
            case "AccessDeniedException" -> "AccessDenied";
            case UNSUPPORTED -> "UnsupportedOperation";
            case UNKNOWN -> "InvalidAction";
            case MALFORMED -> "MalformedInput";
            case "RequestEntityTooLargeException" -> "RequestEntityTooLarge";
            case "MethodNotAllowedException" -> "MethodNotAllowed";
            default -> name;
        };
    }

    private static String ec2Code(String name) {
        return switch (name) {
            case "AccessDeniedException" -> "UnauthorizedOperation";
            case MALFORMED -> "InvalidParameterValue";
            case INTERNAL -> "InternalError";
            default -> queryCode(name);
        };
    }

    private static String s3Code(String name) {
        return switch (name) {
            case UNSUPPORTED -> "NotImplemented";
            case UNKNOWN -> "MethodNotAllowed";
            case MALFORMED -> "MalformedXML";
            case INTERNAL -> "InternalError";
            case "RequestEntityTooLargeException" -> "EntityTooLarge";
            default -> queryCode(name);
        };
    }
}
