package io.gantry.agent.node.task;

import io.gantry.agent.protocol.TaskStateChange.NetworkBinding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What this host knows of one container of a task.
 *
 * @param name the container's name in the definition
 * @param runtimeName the engine's name, made of the task and the name, so that a repeated create finds the first one
 * @param endpointId the unguessable id under which the container reaches its metadata
 * @param known how far it has come
 * @param runtimeId the engine's id, empty before it was created
 * @param imageDigest {@code sha256:...} that the registry answered, else empty
 * @param cachedImageWillDo create without asking a registry first; the engine says when the image is not there
 * @param exitCode there once it ran and ended
 * @param reason why it did not run or how it ended, {@code Name: message}, else empty
 * @param bindings its published ports
 * @param health {@code HEALTHY}, {@code UNHEALTHY}, {@code UNKNOWN}, or empty without a health check
 * @param memoryExhausted the engine said that the kernel killed a process of it for its memory
 * @param sent the last status that the control plane has acknowledged
 * @param removed its remains have been removed
 * @param activity what is under way; kept in memory only
 */
public record NodeContainer(
        String name,
        String runtimeName,
        String endpointId,
        ContainerStatus known,
        String runtimeId,
        String imageDigest,
        boolean cachedImageWillDo,
        Optional<Integer> exitCode,
        String reason,
        List<NetworkBinding> bindings,
        Optional<Instant> createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        String health,
        Optional<Instant> healthSince,
        boolean memoryExhausted,
        int restartCount,
        ContainerStatus sent,
        boolean removed,
        Optional<Activity> activity) {

    /**
     * An operation that is under way, or will be tried again.
     *
     * @param since when it was first tried
     * @param attempts how often it was tried
     * @param retryAt empty while it is under way, else when to try again
     */
    public record Activity(Operation operation, Instant since, int attempts, Optional<Instant> retryAt) {
        /** The same without its last attempt. */
        public Activity uncounted() {
            return new Activity(operation, since, Math.max(0, attempts - 1), retryAt);
        }
    }

    public NodeContainer {
        bindings = List.copyOf(bindings);
    }

    /** A container that nothing has been done for. */
    public static NodeContainer fresh(String name, String runtimeName, String endpointId, boolean cachedImageWillDo) {
        return new Draft(name, runtimeName, endpointId)
                .cachedImageWillDo(cachedImageWillDo)
                .build();
    }

    /** Whether this call was begun and has not ended. */
    public boolean begun(Operation operation) {
        return activity.map(a -> a.operation() == operation).orElse(false);
    }

    /** Whether a call for it is under way. */
    public boolean busy() {
        return activity.isPresent() && activity.get().retryAt().isEmpty();
    }

    /** Whether it is to be left alone: a call is under way or not yet to be tried again. */
    public boolean restingAt(Instant now) {
        return activity.isPresent()
                && activity.get().retryAt().map(at -> at.isAfter(now)).orElse(true);
    }

    /** Whether its image is being fetched, so that there is no container yet and nothing to wait for when it has to stop. */
    public boolean fetching() {
        return !known.reached(ContainerStatus.PULLED)
                && activity.map(Activity::operation)
                        .filter(operation -> operation == Operation.RESOLVE || operation == Operation.PULL)
                        .isPresent();
    }

    /** Whether the engine may hold a container of this name. */
    public boolean mayExist() {
        return !removed && (!runtimeId.isEmpty() || known.reached(ContainerStatus.CREATED) || activity.isPresent());
    }

    /** A copy to change. */
    public Draft but() {
        return new Draft(this);
    }

    /** {@code operation} is under way since {@code now}; a repeated attempt keeps its beginning. */
    public NodeContainer begin(Operation operation, Instant now) {
        Activity begun = activity.filter(before -> before.operation() == operation)
                .map(before -> new Activity(operation, before.since(), before.attempts() + 1, Optional.empty()))
                .orElseGet(() -> new Activity(operation, now, 1, Optional.empty()));
        return but().activity(Optional.of(begun)).build();
    }

    /** Nothing is under way. */
    public NodeContainer idle() {
        return activity.isEmpty() ? this : but().activity(Optional.empty()).build();
    }

    /** It has ended, or will never run. */
    public NodeContainer stopped(Optional<Integer> code, String why, Instant now) {
        return but().known(ContainerStatus.STOPPED)
                .exitCode(code)
                .reason(Reasons.cut(why))
                .finishedAt(finishedAt.or(() -> Optional.of(now)))
                .activity(Optional.empty())
                .build();
    }
}
