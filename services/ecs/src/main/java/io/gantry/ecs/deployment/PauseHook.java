package io.gantry.ecs.deployment;

import java.time.Instant;

/**
 * A pause of a service deployment at a stage of its lifecycle, until somebody lets it go on.
 *
 * @param id what ContinueServiceDeployment names
 * @param step of the traffic shift, 0 before it
 * @param expiresAt when nobody is waited for any longer
 * @param timeoutAction what is done then
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html">ECS: pause hooks</a>
 */
public record PauseHook(
        String id, LifecycleStage stage, int step, Status status, Instant expiresAt, Action timeoutAction) {

    /** As AWS prints it. */
    public enum Status {
        AWAITING_ACTION,
        SUCCEEDED,
        FAILED,
        TIMED_OUT
    }

    /** What becomes of the deployment, as AWS prints it. */
    public enum Action {
        CONTINUE,
        ROLLBACK
    }

    PauseHook with(Status next) {
        return new PauseHook(id, stage, step, next, expiresAt, timeoutAction);
    }

    boolean isAwaiting() {
        return status == Status.AWAITING_ACTION;
    }

    boolean isExpired(Instant now) {
        return isAwaiting() && !now.isBefore(expiresAt);
    }
}
