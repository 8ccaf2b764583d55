package io.gantry.logs.group;

import io.gantry.base.AwsError;

/**
 * What the room refuses, in AWS's words where they are known.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html">CloudWatch Logs: common
 *     errors</a>
 */
public final class LogsErrors {
    private LogsErrors() {}

    public static AwsError noGroup() {
        return AwsError.client("ResourceNotFoundException", "The specified log group does not exist.");
    }

    public static AwsError noStream() {
        return AwsError.client("ResourceNotFoundException", "The specified log stream does not exist.");
    }

    public static AwsError noResource(String arn) {
        return AwsError.client("ResourceNotFoundException", "The specified resource does not exist: " + arn);
    }

    public static AwsError noMetricFilter() {
        return AwsError.client("ResourceNotFoundException", "The specified metric filter does not exist.");
    }

    public static AwsError groupExists() {
        return AwsError.client("ResourceAlreadyExistsException", "The specified log group already exists");
    }

    public static AwsError streamExists() {
        return AwsError.client("ResourceAlreadyExistsException", "The specified log stream already exists");
    }

    public static AwsError invalid(String message) {
        return AwsError.client("InvalidParameterException", message);
    }

    public static AwsError tooManyTags() {
        return AwsError.client("TooManyTagsException", "A resource can have at most " + Tags.MOST + " tags.");
    }

    /** The group may not be deleted while it is protected. */
    public static AwsError deletionProtected() {
        return AwsError.client(
                "ValidationException",
                "The log group is protected from deletion. Turn its deletion protection off first.");
    }

    /** The store of events cannot keep or read anything now. */
    public static AwsError unavailable() {
        return AwsError.server("ServiceUnavailableException", "The service cannot complete the request. Try again.");
    }

    /** What Gantry does not have: refused by name rather than accepted and ignored. */
    public static AwsError unsupported(String message) {
        return AwsError.client("UnsupportedOperationException", message);
    }

    /** A value that Gantry has no use for. */
    public static AwsError unsupportedValue(String parameter, String why) {
        return invalid(parameter + " is not supported by Gantry: " + why);
    }
}
