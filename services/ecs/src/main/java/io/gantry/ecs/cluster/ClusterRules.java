package io.gantry.ecs.cluster;

import io.gantry.base.Arn;
import io.gantry.ecs.capacity.CapacityProviders;
import io.gantry.ecs.capacity.CapacityStrategy;
import io.gantry.ecs.resource.EcsErrors;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.ClusterConfiguration;
import software.amazon.awssdk.services.ecs.model.ClusterServiceConnectDefaults;
import software.amazon.awssdk.services.ecs.model.ClusterServiceConnectDefaultsRequest;
import software.amazon.awssdk.services.ecs.model.ClusterSetting;
import software.amazon.awssdk.services.ecs.model.ExecuteCommandConfiguration;
import software.amazon.awssdk.services.ecs.model.ExecuteCommandLogging;

/**
 * What AWS demands of a cluster's members.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html">AWS: CreateCluster</a>
 */
final class ClusterRules {
    /** Most clusters of one account and region. */
    static final int MOST_CLUSTERS = 10_000;

    private static final Set<String> INSIGHTS = Set.of("disabled", "enabled", "enhanced");

    private static final Pattern NAMESPACE = Pattern.compile("[^<>\"/\\p{Cntrl}]{1,1024}");

    private ClusterRules() {}

    static void checkName(String name) {
        if (!name.matches("[a-zA-Z0-9_-]{1,255}")) {
            throw EcsErrors.invalidParameter("Invalid cluster name '" + name
                    + "'. Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed.");
        }
    }

    static void checkSettings(List<ClusterSetting> settings) {
        for (ClusterSetting setting : settings) {
            if (!"containerInsights".equals(setting.nameAsString())) {
                throw EcsErrors.invalidParameter(
                        "Invalid cluster setting '" + setting.nameAsString() + "'. The only one is containerInsights.");
            }
            if (setting.value() == null || !INSIGHTS.contains(setting.value())) {
                throw EcsErrors.invalidParameter("Invalid value '" + setting.value()
                        + "' for the setting containerInsights. Valid values are disabled, enabled and enhanced.");
            }
        }
        if (settings.size() > 1) {
            throw EcsErrors.invalidParameter("The setting containerInsights can be given only once.");
        }
    }

    static void checkConfiguration(@Nullable ClusterConfiguration configuration) {
        if (configuration == null || configuration.executeCommandConfiguration() == null) {
            return;
        }
        ExecuteCommandConfiguration command = configuration.executeCommandConfiguration();
        boolean override = command.logging() == ExecuteCommandLogging.OVERRIDE;
        if (override && command.logConfiguration() == null) {
            throw EcsErrors.invalidParameter("A logConfiguration must be provided when logging is set to OVERRIDE.");
        }
        if (!override && command.logConfiguration() != null) {
            throw EcsErrors.invalidParameter(
                    "A logConfiguration can only be provided when logging is set to OVERRIDE.");
        }
        if (override
                && command.logConfiguration().cloudWatchLogGroupName() == null
                && command.logConfiguration().s3BucketName() == null) {
            throw EcsErrors.invalidParameter(
                    "The logConfiguration must name a cloudWatchLogGroupName, an s3BucketName, or both.");
        }
    }

    /**
     * The default namespace that a caller gives; empty when it gives none, or the empty one, which takes the default away.
     *
     * @throws io.gantry.base.AwsError InvalidParameterException for a name that no namespace has
     */
    static Optional<ClusterServiceConnectDefaults> serviceConnect(
            @Nullable ClusterServiceConnectDefaultsRequest given) {
        if (given == null || given.namespace().isEmpty()) {
            return Optional.empty();
        }
        String namespace = given.namespace();
        if (!Arn.looksLikeArn(namespace) && !NAMESPACE.matcher(namespace).matches()) {
            throw EcsErrors.invalidParameter("Invalid namespace '" + namespace
                    + "'. Specify the ARN of a namespace, or a name without the characters < > \" and /.");
        }
        return Optional.of(
                ClusterServiceConnectDefaults.builder().namespace(namespace).build());
    }

    /** The cluster's default strategy, checked with its providers. Its weights are looked at when something is run by it. */
    static CapacityStrategy checkCapacityProviders(
            List<String> providers, List<CapacityProviderStrategyItem> defaultStrategy) {
        CapacityProviders.check(providers);
        CapacityStrategy strategy = CapacityStrategy.of(defaultStrategy);
        strategy.checkAssociated(providers);
        return strategy;
    }
}
