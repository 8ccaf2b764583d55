package io.gantry.ecs.resource;

import io.gantry.base.AwsError;

/**
 * The refusals of the ECS room, with AWS's codes and words. Every message that a caller of ECS can see is made here.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html">ECS: common errors</a>
 */
public final class EcsErrors {
    private EcsErrors() {}

    public static AwsError clusterNotFound() {
        return AwsError.client("ClusterNotFoundException", "Cluster not found.");
    }

    public static AwsError invalidParameter(String message) {
        return AwsError.client("InvalidParameterException", message);
    }

    public static AwsError client(String message) {
        return AwsError.client("ClientException", message);
    }

    public static AwsError unsupportedFeature(String message) {
        return AwsError.client("UnsupportedFeatureException", message);
    }
}
