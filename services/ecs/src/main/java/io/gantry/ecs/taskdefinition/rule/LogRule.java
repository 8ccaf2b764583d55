package io.gantry.ecs.taskdefinition.rule;

import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;

/**
 * Log drivers and the options that they cannot do without.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html">AWS:
 *     LogConfiguration</a>
 */
final class LogRule implements Rule {
    private static final Set<String> DRIVERS =
            Set.of("json-file", "syslog", "journald", "gelf", "fluentd", "awslogs", "splunk", "awsfirelens");

    private static final Map<String, List<String>> REQUIRED = Map.of(
            "awslogs", List.of("awslogs-region", "awslogs-group"),
            "splunk", List.of("splunk-token", "splunk-url"),
            "gelf", List.of("gelf-address"));

    @Override
    public void check(Draft draft) {
        for (ContainerDefinition container : draft.containers()) {
            LogConfiguration log = container.logConfiguration();
            if (log != null) {
                checkDriver(container, log);
                checkOptions(log, REQUIRED.getOrDefault(log.logDriverAsString(), List.of()));
            }
        }
    }

    /** Refuses a log configuration that lacks one of these options, be it among the secret ones. */
    static void checkOptions(LogConfiguration log, List<String> required) {
        List<String> missing = required.stream()
                .filter(option -> !log.options().containsKey(option))
                .filter(option -> log.secretOptions().stream().noneMatch(secret -> option.equals(secret.name())))
                .toList();
        if (!missing.isEmpty()) {
            throw Refusal.because(
                    "Log driver " + log.logDriverAsString() + " requires options: " + String.join(", ", missing));
        }
    }

    private static void checkDriver(ContainerDefinition container, LogConfiguration log) {
        if (!DRIVERS.contains(log.logDriverAsString())) {
            throw Refusal.setting(
                    "logDriver",
                    container,
                    "The log driver '" + log.logDriverAsString() + "' is not known. Use one of "
                            + String.join(", ", DRIVERS.stream().sorted().toList()) + ".");
        }
        String mode = log.options().get("mode");
        if (mode != null && !mode.equals("blocking") && !mode.equals("non-blocking")) {
            throw Refusal.setting("logConfiguration", container, "mode must be blocking or non-blocking.");
        }
    }
}
