package io.gantry.ecs.access;

import io.gantry.policy.ConditionKeys;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;

/** Condition keys of ECS that several operations have. */
final class Keys {
    private Keys() {}

    /** A key with these values; without any, no key. */
    static ConditionKeys several(String key, Collection<String> values) {
        return ConditionKeys.of(
                Map.of(key, values.stream().filter(Objects::nonNull).toList()));
    }

    /** A key with this value; without it, no key. */
    static ConditionKeys single(String key, @Nullable Object value) {
        return several(
                key, Optional.ofNullable(value).map(Object::toString).stream().toList());
    }

    /** {@code ecs:capacity-provider}. */
    static ConditionKeys providers(List<CapacityProviderStrategyItem> strategy) {
        return several(
                "ecs:capacity-provider",
                strategy.stream()
                        .filter(Objects::nonNull)
                        .flatMap(item -> Optional.ofNullable(item.capacityProvider()).stream())
                        .toList());
    }

    /** {@code ecs:subnet} and {@code ecs:auto-assign-public-ip}. */
    static ConditionKeys network(@Nullable NetworkConfiguration configuration) {
        Optional<AwsVpcConfiguration> vpc =
                Optional.ofNullable(configuration).map(NetworkConfiguration::awsvpcConfiguration);
        return several("ecs:subnet", vpc.map(AwsVpcConfiguration::subnets).orElse(List.of()))
                .or(single(
                        "ecs:auto-assign-public-ip",
                        vpc.map(AwsVpcConfiguration::assignPublicIpAsString)
                                .map(assign -> Boolean.toString(assign.equals("ENABLED")))
                                .orElse(null)));
    }

    /** {@code ecs:enable-execute-command}, and others that are false unless they are asked for. */
    static ConditionKeys enabled(String key, @Nullable Boolean asked) {
        return single(key, Boolean.TRUE.equals(asked));
    }
}
