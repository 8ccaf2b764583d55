package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.HealthCheck;

/**
 * Health checks.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html">AWS: HealthCheck</a>
 */
final class HealthCheckRule implements Rule {
    @Override
    public void check(Draft draft) {
        for (ContainerDefinition container : draft.containers()) {
            if (container.healthCheck() != null) {
                check(container, container.healthCheck());
            }
        }
    }

    private static void check(ContainerDefinition container, HealthCheck check) {
        if (check.command().isEmpty()) {
            throw Refusal.setting("healthCheck", container, "The command should not be null or empty.");
        }
        String first = check.command().getFirst();
        if (!first.equals("CMD") && !first.equals("CMD-SHELL")) {
            throw Refusal.setting(
                    "healthCheck", container, "The command must start with CMD or CMD-SHELL, not '" + first + "'.");
        }
        if (check.command().size() < 2) {
            throw Refusal.setting("healthCheck", container, "The command has nothing after " + first + ".");
        }
        range(container, "interval", check.interval(), 5, 300);
        range(container, "timeout", check.timeout(), 2, 60);
        range(container, "retries", check.retries(), 1, 10);
        range(container, "startPeriod", check.startPeriod(), 0, 300);
    }

    private static void range(
            ContainerDefinition container, String member, @Nullable Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            throw Refusal.setting(
                    "healthCheck." + member,
                    container,
                    "It must be between " + least + " and " + most + ", not " + value + ".");
        }
    }
}
