package io.gantry.sts;

import io.gantry.base.AwsError;
import io.gantry.wire.CallContext;

/**
 * The refusals of the room, with AWS's codes.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html#API_AssumeRole_Errors">STS: errors of
 *     AssumeRole</a>
 */
final class StsErrors {
    private StsErrors() {}

    static AwsError validation(String message) {
        return AwsError.client("ValidationError", message);
    }

    static AwsError malformedPolicy(String message) {
        return AwsError.client("MalformedPolicyDocumentException", message);
    }

    static AwsError packedPolicyTooLarge(int percent) {
        return AwsError.client(
                "PackedPolicyTooLargeException",
                "Serialized token too large for session: the session policies and tags take " + percent
                        + "% of the allowed size.");
    }

    /** 403, in AWS's words, which do not tell whether there is such a role. */
    static AwsError denied(CallContext call, String action, String roleArn) {
        return denied("User: " + call.principal().arn() + " is not authorized to perform: " + action + " on resource: "
                + roleArn);
    }

    static AwsError denied(String message) {
        return AwsError.client("AccessDeniedException", message);
    }

    /** What Gantry does not have: refused by name rather than accepted and ignored. */
    static AwsError unsupported(String parameter) {
        return AwsError.client(
                "UnsupportedOperationException", "The parameter " + parameter + " is not supported by Gantry.");
    }
}
