package io.gantry.wire;

import io.gantry.wire.codec.WireError;
import io.gantry.wire.model.Protocol;
import io.gantry.wire.sigv4.SignatureRefused;

/**
 * The error codes of refused signatures, which depend on the protocol.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html">AWS: common errors of ECS</a>
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">AWS: EC2's error codes</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">AWS: S3's error codes</a>
 */
final class SignatureErrors {
    private SignatureErrors() {}

    static WireError of(SignatureRefused refused, Protocol protocol) {
        return switch (protocol) {
            case AWS_JSON_1_0, AWS_JSON_1_1, RPC_V2_CBOR ->
                WireError.of(jsonCode(refused.reason()), 400, refused.message());
            case REST_JSON_1 -> WireError.of(jsonCode(refused.reason()), 403, refused.message());
            case AWS_QUERY -> WireError.of(queryCode(refused.reason()), 403, refused.message());
            case EC2_QUERY -> ec2(refused);
            case REST_XML -> WireError.of(s3Code(refused.reason()), s3Status(refused.reason()), refused.message());
        };
    }

    /** The code for a signature that was made for another service. */
    static String wrongService(Protocol protocol) {
        return switch (protocol) {
            case AWS_JSON_1_0, AWS_JSON_1_1, RPC_V2_CBOR, REST_JSON_1 -> "InvalidSignatureException";
            case AWS_QUERY, REST_XML -> "SignatureDoesNotMatch";
            case EC2_QUERY -> "AuthFailure";
        };
    }

    private static String jsonCode(SignatureRefused.Reason reason) {
        return switch (reason) {
            case MISSING -> "MissingAuthenticationTokenException";
            case INCOMPLETE, UNSUPPORTED -> "IncompleteSignatureException";
            case UNKNOWN_KEY, WRONG_TOKEN -> "UnrecognizedClientException";
            case EXPIRED_KEY -> "ExpiredTokenException";
            case SKEWED, EXPIRED_REQUEST, MISMATCH -> "InvalidSignatureException";
        };
    }

    private static String queryCode(SignatureRefused.Reason reason) {
        return switch (reason) {
            case MISSING -> "MissingAuthenticationToken";
            case INCOMPLETE, UNSUPPORTED -> "IncompleteSignature";
            case UNKNOWN_KEY, WRONG_TOKEN -> "InvalidClientTokenId";
            case EXPIRED_KEY -> "ExpiredToken";
            case SKEWED, EXPIRED_REQUEST, MISMATCH -> "SignatureDoesNotMatch";
        };
    }

    private static WireError ec2(SignatureRefused refused) {
        return switch (refused.reason()) {
            case MISSING -> WireError.of("MissingAuthenticationToken", 403, refused.message());
            case INCOMPLETE, UNSUPPORTED -> WireError.of("IncompleteSignature", 400, refused.message());
            case EXPIRED_KEY, SKEWED, EXPIRED_REQUEST -> WireError.of("RequestExpired", 400, refused.message());
            case UNKNOWN_KEY, WRONG_TOKEN, MISMATCH ->
                WireError.of("AuthFailure", 401, "AWS was not able to validate the provided access credentials");
        };
    }

    /** S3 tells requests that are wrong from those that prove nobody. */
    private static int s3Status(SignatureRefused.Reason reason) {
        return switch (reason) {
            case INCOMPLETE, UNSUPPORTED, WRONG_TOKEN, EXPIRED_KEY -> 400;
            case MISSING, EXPIRED_REQUEST, UNKNOWN_KEY, SKEWED, MISMATCH -> 403;
        };
    }

    private static String s3Code(SignatureRefused.Reason reason) {
        return switch (reason) {
            case MISSING, EXPIRED_REQUEST -> "AccessDenied";
            case INCOMPLETE -> "AuthorizationHeaderMalformed";
            case UNSUPPORTED -> "InvalidRequest";
            case UNKNOWN_KEY -> "InvalidAccessKeyId";
            case WRONG_TOKEN -> "InvalidToken";
            case EXPIRED_KEY -> "ExpiredToken";
            case SKEWED -> "RequestTimeTooSkewed";
            case MISMATCH -> "SignatureDoesNotMatch";
        };
    }
}
