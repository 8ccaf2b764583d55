package io.gantry.iam.resource;

import io.gantry.base.AwsError;

/**
 * The refusals of the room, with AWS's codes.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html">IAM: errors</a>
 */
public final class IamErrors {
    private static final int LONGEST = 500;

    private IamErrors() {}

    /** 404: what was named is not there. */
    public static AwsError noSuchEntity(String message) {
        return AwsError.client("NoSuchEntityException", shown(message));
    }

    /** 409: the name is taken. */
    public static AwsError alreadyExists(String message) {
        return AwsError.client("EntityAlreadyExistsException", shown(message));
    }

    /** 409: something still hangs on it. */
    public static AwsError deleteConflict(String message) {
        return AwsError.client("DeleteConflictException", shown(message));
    }

    /** 409: over a quota. */
    public static AwsError limitExceeded(String message) {
        return AwsError.client("LimitExceededException", shown(message));
    }

    /** 409: over a quota, in IAM's commonest words. */
    public static AwsError quota(String name, int most) {
        return limitExceeded("Cannot exceed quota for " + name + ": " + most);
    }

    /** 400: a value that no rule of the model forbids, and IAM does. */
    public static AwsError invalidInput(String message) {
        return AwsError.client("InvalidInputException", shown(message));
    }

    /** 400: a value that IAM's common validation refuses. */
    public static AwsError validation(String message) {
        return AwsError.client("ValidationError", shown(message));
    }

    /** 400: no policy. */
    public static AwsError malformedPolicy(String message) {
        return AwsError.client("MalformedPolicyDocumentException", shown(message));
    }

    /** 400: a role that belongs to a service. */
    public static AwsError unmodifiable(String roleName) {
        return AwsError.client(
                "UnmodifiableEntityException",
                "Cannot perform the operation on the protected role '" + shown(roleName)
                        + "' - this role is only modifiable by AWS");
    }

    /** What Gantry does not have: refused by name rather than accepted and ignored. */
    public static AwsError unsupported(String message) {
        return AwsError.client("UnsupportedOperationException", shown(message));
    }

    /** What a caller sent, cut for a message. */
    public static String shown(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
