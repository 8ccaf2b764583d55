package io.gantry.ecs.service;

import io.gantry.ecs.deployment.ServiceRevision;
import java.time.Instant;

/**
 * One line of {@code deployments[]} in DescribeServices: a revision that has tasks or shall have some.
 *
 * @param revision the number of its {@link ServiceRevision}
 * @param taskDefinition the ARN of what its tasks run
 * @param rolloutReason why it is in its state, in AWS's words
 * @param failedTasks tasks that failed one after the other, as its users and the circuit breaker count
 * @param quickEnds tasks that ended soon after they were started, one after the other; it slows down the next starts
 * @param lastEndAt when the last of either was counted
 */
public record Deployment(
        String revision,
        String taskDefinition,
        RolloutState rolloutState,
        String rolloutReason,
        int failedTasks,
        int quickEnds,
        Instant lastEndAt,
        Instant createdAt,
        Instant updatedAt) {

    /** As AWS prints it. */
    public enum RolloutState {
        IN_PROGRESS,
        COMPLETED,
        FAILED
    }

    /** One that begins now. */
    static Deployment of(String revision, String taskDefinition, Instant now) {
        return new Deployment(
                revision, taskDefinition, RolloutState.IN_PROGRESS, inProgress(revision), 0, 0, now, now, now);
    }

    /** {@code ecs-svc/<number>}. */
    public String id() {
        return ServiceRevision.STARTED_BY + revision;
    }

    private static String inProgress(String revision) {
        return "ECS deployment " + ServiceRevision.STARTED_BY + revision + " in progress.";
    }

    /** What it says while it is in progress. */
    String inProgress() {
        return inProgress(revision);
    }

    /** Brought back: what was counted when it was new is forgotten. */
    Deployment broughtBack(String reason, Instant now) {
        return rolled(RolloutState.IN_PROGRESS, reason, now).recovered(true, true, now);
    }

    /** In another state. */
    Deployment rolled(RolloutState state, String reason, Instant now) {
        return new Deployment(
                revision, taskDefinition, state, reason, failedTasks, quickEnds, lastEndAt, createdAt, now);
    }

    /** All its tasks run. */
    Deployment completed(Instant now) {
        return rolled(RolloutState.COMPLETED, "ECS deployment " + id() + " completed.", now);
    }

    /** After tasks have ended: {@code failed} of them as failures, {@code quick} of them soon after their start. */
    Deployment ended(int failed, int quick, Instant now) {
        return new Deployment(
                revision,
                taskDefinition,
                rolloutState,
                rolloutReason,
                failedTasks + failed,
                quickEnds + quick,
                quick > 0 || failed > 0 ? now : lastEndAt,
                createdAt,
                now);
    }

    /** Tasks of it work: what was counted before is forgotten. */
    Deployment recovered(boolean forgetFailures, boolean forgetQuickEnds, Instant now) {
        return new Deployment(
                revision,
                taskDefinition,
                rolloutState,
                rolloutReason,
                forgetFailures ? 0 : failedTasks,
                forgetQuickEnds ? 0 : quickEnds,
                lastEndAt,
                createdAt,
                now);
    }
}
