package io.gantry.ecs.network;

import io.gantry.ecs.resource.EcsErrors;
import io.gantry.wire.codec.AwsJson;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;

/**
 * What a caller may say of a task's network.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html">ECS:
 *     AwsVpcConfiguration</a>
 */
public final class AwsvpcRules {
    private static final int MOST_SUBNETS = 16;
    private static final int MOST_GROUPS = 5;
    private static final String FARGATE = "FARGATE";

    private AwsvpcRules() {}

    /**
     * The configuration as JSON, empty for none.
     *
     * @param given null for none, as generated types have it
     * @throws io.gantry.base.AwsError InvalidParameterException
     */
    public static String of(@Nullable NetworkConfiguration given, String launchType) {
        if (given == null || given.awsvpcConfiguration() == null) {
            return "";
        }
        AwsVpcConfiguration network = given.awsvpcConfiguration();
        if (network.subnets().isEmpty()) {
            throw EcsErrors.invalidParameter("subnets can not be empty.");
        }
        if (network.subnets().size() > MOST_SUBNETS) {
            throw EcsErrors.invalidParameter("subnets can have at most " + MOST_SUBNETS + " items.");
        }
        if (network.securityGroups().size() > MOST_GROUPS) {
            throw EcsErrors.invalidParameter("securityGroups can have at most " + MOST_GROUPS + " items.");
        }
        if (network.assignPublicIp() == AssignPublicIp.ENABLED && !launchType.equals(FARGATE)) {
            throw EcsErrors.invalidParameter("Assign public IP is not supported for this launch type.");
        }
        return AwsJson.write(network);
    }

    /** Whether a definition and the call fit each other. */
    public static void checkMode(@Nullable String networkMode, String network) {
        boolean awsvpc = "awsvpc".equals(networkMode);
        if (awsvpc && network.isEmpty()) {
            throw EcsErrors.invalidParameter(
                    "Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        }
        if (!awsvpc && !network.isEmpty()) {
            throw EcsErrors.invalidParameter(
                    "Network Configuration is not valid for the given networkMode of this task definition.");
        }
    }
}
