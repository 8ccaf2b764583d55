package io.gantry.ecs.resource;

import io.gantry.base.AwsError;
import java.util.List;
import java.util.Map;

/**
 * The refusals of the ECS room, with AWS's codes and words. A message that more than one noun answers is made here; the
 * rules of task definitions say their own, through {@link #client}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html">ECS: common errors</a>
 */
public final class EcsErrors {
    private static final int LONGEST = 1_000;

    private EcsErrors() {}

    public static AwsError clusterNotFound() {
        return AwsError.client("ClusterNotFoundException", "Cluster not found.");
    }

    public static AwsError invalidParameter(String message) {
        return AwsError.client("InvalidParameterException", shortened(message));
    }

    public static AwsError client(String message) {
        return AwsError.client("ClientException", shortened(message));
    }

    public static AwsError unsupportedFeature(String message) {
        return AwsError.client("UnsupportedFeatureException", message);
    }

    /** An ARN that names nothing that can bear tags. */
    public static AwsError resourceNotFound(String arn) {
        return AwsError.client(
                "ResourceNotFoundException", shortened("The specified resource cannot be found. Resource ARN: " + arn));
    }

    public static AwsError invalidNextToken() {
        return invalidParameter("Invalid token. Use the nextToken of the page before, with the same parameters.");
    }

    public static AwsError invalidMaxResults(int most) {
        return invalidParameter("Invalid maxResults. It must be between 1 and " + most + ".");
    }

    /** A client token that was used before with other parameters. */
    public static AwsError conflict(String message, List<String> resourceIds) {
        return AwsError.client("ConflictException", message).withMembers(Map.of("resourceIds", resourceIds));
    }

    public static AwsError clusterContainsContainerInstances() {
        return AwsError.client(
                "ClusterContainsContainerInstancesException",
                "The Cluster cannot be deleted while Container Instances are active or draining.");
    }

    /** A cluster cannot do without a capacity provider that something runs on. */
    public static AwsError capacityProviderInUse() {
        return AwsError.client(
                "ResourceInUseException", "The specified capacity provider is in use and cannot be removed.");
    }

    public static AwsError clusterContainsTasks() {
        return AwsError.client(
                "ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active.");
    }

    public static AwsError clusterContainsServices() {
        return AwsError.client(
                "ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active.");
    }

    /** Messages repeat what the caller sent, which may be a megabyte. */
    private static String shortened(String message) {
        return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "...";
    }
}
