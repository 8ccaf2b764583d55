package io.gantry.ecs.taskdefinition.rule;

import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerRestartPolicy;

/** Start and stop timeouts, and restart policies. */
final class LifecycleRule implements Rule {
    private static final int LEAST_PERIOD = 60;
    private static final int MOST_PERIOD = 1_800;
    private static final int MOST_EXIT_CODES = 50;

    @Override
    public void check(Draft draft) {
        for (ContainerDefinition container : draft.containers()) {
            if (container.startTimeout() != null && container.startTimeout() < 0) {
                throw Refusal.setting("startTimeout", container, "It must be zero or greater.");
            }
            if (container.stopTimeout() != null && container.stopTimeout() < 0) {
                throw Refusal.setting("stopTimeout", container, "It must be zero or greater.");
            }
            if (container.restartPolicy() != null) {
                check(container, container.restartPolicy());
            }
        }
    }

    private static void check(ContainerDefinition container, ContainerRestartPolicy policy) {
        if (policy.ignoredExitCodes().size() > MOST_EXIT_CODES) {
            throw Refusal.setting(
                    "restartPolicy", container, "ignoredExitCodes can have at most " + MOST_EXIT_CODES + " codes.");
        }
        Integer period = policy.restartAttemptPeriod();
        if (period != null && (period < LEAST_PERIOD || period > MOST_PERIOD)) {
            throw Refusal.setting(
                    "restartPolicy",
                    container,
                    "restartAttemptPeriod must be between " + LEAST_PERIOD + " and " + MOST_PERIOD + " seconds, not "
                            + period + ".");
        }
    }
}
