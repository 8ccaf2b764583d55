package io.gantry.ec2.resource;

import io.gantry.base.AwsError;

/**
 * The refusals of the EC2 room that more than one noun answers, with AWS's codes.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">EC2: error codes</a>
 */
public final class Ec2Errors {
    private static final int LONGEST = 500;
    private static final int PRECONDITION_FAILED = 412;

    private Ec2Errors() {}

    /** A value that is none for that parameter. */
    public static AwsError invalidValue(String message) {
        return AwsError.client("InvalidParameterValue", shown(message));
    }

    /** A value that is none for that parameter, in EC2's commonest words. */
    public static AwsError invalidValue(String value, String parameter, String why) {
        return AwsError.client(
                "InvalidParameterValue",
                "Value (" + shown(value) + ") for parameter " + parameter + " is invalid. " + why);
    }

    public static AwsError invalidCombination(String message) {
        return AwsError.client("InvalidParameterCombination", shown(message));
    }

    public static AwsError missing(String parameter) {
        return AwsError.client("MissingParameter", "The request must contain the parameter " + parameter);
    }

    /** Something else still needs it. */
    public static AwsError dependency(String message) {
        return AwsError.client("DependencyViolation", message);
    }

    public static AwsError dependent(String noun, String id) {
        return dependency("The " + noun + " '" + id + "' has dependencies and cannot be deleted.");
    }

    public static AwsError notPermitted(String message) {
        return AwsError.client("OperationNotPermitted", message);
    }

    /** What Gantry does not have: refused by name rather than accepted and ignored. */
    public static AwsError unsupported(String message) {
        return AwsError.client("UnsupportedOperation", shown(message));
    }

    /** A client token that was used before with other parameters. */
    public static AwsError otherParameters(String token) {
        return AwsError.client(
                "IdempotentParameterMismatch",
                "The client token " + shown(token) + " was used before with other parameters.");
    }

    /** The answer to a call with DryRun that the caller may make. */
    public static AwsError dryRun() {
        return AwsError.client("DryRunOperation", "Request would have succeeded, but DryRun flag is set.")
                .withStatus(PRECONDITION_FAILED);
    }

    /** What a caller sent, which may be a megabyte, cut for a message. */
    public static String shown(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
