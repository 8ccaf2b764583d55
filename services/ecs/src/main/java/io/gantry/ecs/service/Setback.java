package io.gantry.ecs.service;

/**
 * Why a deployment is given up, in AWS's words.
 *
 * @param status said by the service deployment in {@code statusReason}
 * @param rollout said by the deployment in {@code rolloutStateReason}
 */
record Setback(String status, String rollout) {
    private static final String BREAKER = "ECS deployment circuit breaker: ";

    /** Too many of its tasks failed. */
    static final Setback FAILED_TASKS = new Setback(
            "Service deployment rolled back because the circuit breaker threshold was exceeded.",
            BREAKER + "tasks failed to start.");

    /** As {@code reason} says. */
    static Setback because(String reason) {
        return new Setback(reason, reason);
    }

    private boolean isBreakers() {
        return rollout.startsWith(BREAKER);
    }

    /** Why the deployment that is brought back is in progress. */
    String rollingBack(Deployment to) {
        return isBreakers() ? BREAKER + "rolling back to deploymentId " + to.id() + "." : to.inProgress();
    }

    /** What the service's event says. */
    String event() {
        return isBreakers() ? rollout.substring(BREAKER.length()) : rollout;
    }
}
