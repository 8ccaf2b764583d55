package io.gantry.ecs.accountsetting;

import io.gantry.base.AwsError;
import io.gantry.ecs.resource.EcsErrors;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A setting that AWS knows: its values, and the one that holds where nobody has set it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html">ECS: account
 *     settings</a>
 */
@SuppressWarnings("ImmutableEnumChecker") // List.of makes an immutable list.
enum SettingRule {
    SERVICE_LONG_ARN_FORMAT("serviceLongArnFormat", "enabled", "enabled", "disabled"),
    TASK_LONG_ARN_FORMAT("taskLongArnFormat", "enabled", "enabled", "disabled"),
    CONTAINER_INSTANCE_LONG_ARN_FORMAT("containerInstanceLongArnFormat", "enabled", "enabled", "disabled"),
    AWSVPC_TRUNKING("awsvpcTrunking", "disabled", "enabled", "disabled"),
    CONTAINER_INSIGHTS("containerInsights", "disabled", "enabled", "disabled", "enhanced"),
    FARGATE_FIPS_MODE("fargateFIPSMode", "disabled", "enabled", "disabled"),
    TAG_RESOURCE_AUTHORIZATION("tagResourceAuthorization", "on", "on", "off", "enabled", "disabled"),
    FARGATE_TASK_RETIREMENT_WAIT_PERIOD("fargateTaskRetirementWaitPeriod", "7", "0", "7", "14"),
    GUARD_DUTY_ACTIVATE("guardDutyActivate", "off", "on", "off"),
    DEFAULT_LOG_DRIVER_MODE("defaultLogDriverMode", "non-blocking", "blocking", "non-blocking"),
    FARGATE_EVENT_WINDOWS("fargateEventWindows", "disabled", "enabled", "disabled");

    private final String settingName;
    private final String byDefault;
    private final List<String> allowed;

    SettingRule(String settingName, String byDefault, String... allowed) {
        this.settingName = settingName;
        this.byDefault = byDefault;
        this.allowed = List.of(allowed);
    }

    /** As AWS prints it. */
    String settingName() {
        return settingName;
    }

    /** What holds where nobody has set it. */
    String byDefault() {
        return byDefault;
    }

    /** {@code user}, or {@code aws_managed} for what callers cannot change. */
    String type() {
        return this == GUARD_DUTY_ACTIVATE ? "aws_managed" : "user";
    }

    /** All of them by name. */
    static List<SettingRule> sorted() {
        return Arrays.stream(values())
                .sorted(Comparator.comparing(SettingRule::settingName))
                .toList();
    }

    /**
     * The setting of this name.
     *
     * @throws AwsError InvalidParameterException when there is none
     */
    static SettingRule of(@Nullable String name) {
        return Arrays.stream(values())
                .filter(rule -> rule.settingName.equals(name))
                .findFirst()
                .orElseThrow(() -> EcsErrors.invalidParameter("Invalid setting name '" + name + "'. Valid names are "
                        + sorted().stream().map(SettingRule::settingName).collect(Collectors.joining(", ")) + "."));
    }

    /**
     * Refuses a value that the setting cannot take.
     *
     * @throws AwsError InvalidParameterException
     */
    void check(@Nullable String value) {
        if (type().equals("aws_managed")) {
            throw EcsErrors.invalidParameter("The setting " + settingName + " is managed by AWS and is read-only.");
        }
        if (value == null || !allowed.contains(value)) {
            throw EcsErrors.invalidParameter("Invalid value '" + value + "' for the setting " + settingName
                    + ". Valid values are " + String.join(", ", allowed) + ".");
        }
        if (settingName.endsWith("LongArnFormat") && value.equals("disabled")) {
            throw EcsErrors.invalidParameter("You can no longer disable Long Arn settings");
        }
    }
}
