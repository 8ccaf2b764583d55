package io.gantry.agent.node.task;

import io.gantry.agent.protocol.ContainerPayload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to do next for a task (agent-protocol.md 10): a pure function of what is wanted and what is observed. The engine does
 * the step, which changes the task (a call marks its container as busy), and asks again until the answer is to wait; so
 * several containers of a task are worked on at once although each answer is one step.
 *
 * @param stopGrace how long a container may take to stop that says nothing itself
 * @param cleanupWait how long a stopped task's containers and logs are kept
 */
public record TaskDecider(Duration stopGrace, Duration cleanupWait) {

    /** The next step for {@code task}. */
    public TaskStep next(NodeTask task, Instant now) {
        if (task.stoppedAt().isPresent()) {
            return cleanUp(task, now);
        }
        Optional<TaskStep> again = task.stopWanted() ? Optional.empty() : restart(task, now);
        if (again.isPresent()) {
            return again.get();
        }
        if (task.allStopped()) {
            return afterRunning(task, now);
        }
        if (!task.stopWanted()) {
            Optional<TaskStep> first = beforeRunning(task, now);
            if (first.isPresent()) {
                return first.get();
            }
        }
        // A sandbox that is only made sure of holds up no container, and is tried again all the same.
        Optional<Instant> until =
                task.stopWanted() ? Optional.empty() : task.sandbox().flatMap(Sandbox::retryAt);
        for (NodeContainer container : task.containers()) {
            if (container.known() == ContainerStatus.STOPPED) {
                continue;
            }
            if (container.restingAt(now) && !(task.stopWanted() && container.fetching())) {
                until = Dependencies.earlier(until, container.activity().flatMap(NodeContainer.Activity::retryAt));
                continue;
            }
            TaskStep step = task.stopWanted() ? towardsStopped(task, container) : towardsRunning(task, container, now);
            if (!(step instanceof TaskStep.Wait wait)) {
                return step;
            }
            until = Dependencies.earlier(until, wait.until());
        }
        return new TaskStep.Wait(until);
    }

    private static Optional<TaskStep> restart(NodeTask task, Instant now) {
        return task.containers().stream()
                .filter(c -> c.known() == ContainerStatus.STOPPED && restarts(task, c, now))
                .<TaskStep>map(c -> new TaskStep.Start(c.name(), true))
                .findFirst();
    }

    /** What concerns the task as a whole. */
    private static Optional<TaskStep> beforeRunning(NodeTask task, Instant now) {
        boolean essentialEnded = task.containers().stream()
                .anyMatch(c -> c.known() == ContainerStatus.STOPPED
                        && task.wanted(c.name()).essential());
        if (essentialEnded) {
            return Optional.of(new TaskStep.StopTask(""));
        }
        if (!task.admitted() || task.preparing()) {
            return Optional.of(new TaskStep.Wait(Optional.empty()));
        }
        if (!task.prepared()) {
            return Optional.of(
                    Dependencies.cyclic(task.payload())
                            ? new TaskStep.StopTask(Reasons.cycle(task.arn()))
                            : new TaskStep.Prepare());
        }
        return task.sandbox().flatMap(sandbox -> towardsReady(sandbox, now));
    }

    /** Containers are made once there is a namespace to join, and started when it is connected. */
    private static Optional<TaskStep> towardsReady(Sandbox sandbox, Instant now) {
        return switch (sandbox.stage()) {
            case READY -> Optional.empty();
            case NONE, MAKING ->
                sandbox.restingAt(now) && sandbox.canBeJoined()
                        ? Optional.empty()
                        : Optional.of(unlessResting(sandbox, now, new TaskStep.MakeSandbox()));
            case REMOVING, GONE -> Optional.of(new TaskStep.Wait(Optional.empty()));
        };
    }

    /** The task has ended when its network is gone too: its address may be given away once the end is told. */
    private static TaskStep afterRunning(NodeTask task, Instant now) {
        return task.sandbox()
                .filter(Sandbox::mayExist)
                .map(sandbox -> unlessResting(sandbox, now, new TaskStep.RemoveSandbox()))
                .orElseGet(TaskStep.EndTask::new);
    }

    private static TaskStep unlessResting(Sandbox sandbox, Instant now, TaskStep step) {
        return sandbox.restingAt(now) ? new TaskStep.Wait(sandbox.retryAt()) : step;
    }

    /** Restart policy (10.6): a container that ran, ended by itself, and whose exit code and age allow it. */
    private static boolean restarts(NodeTask task, NodeContainer container, Instant now) {
        Optional<ContainerPayload.RestartPolicy> policy =
                task.wanted(container.name()).restartPolicy();
        if (policy.isEmpty()
                || !policy.get().enabled()
                || container.removed()
                || container.runtimeId().isEmpty()) {
            return false;
        }
        if (container.exitCode().isEmpty()
                || policy.get().ignoredExitCodes().contains(container.exitCode().get())) {
            return false;
        }
        // A period counts from the last start to the end, so that looking late does not turn a refusal into a restart.
        Instant ended = container.finishedAt().orElse(now);
        long period = policy.get().restartAttemptPeriod().orElse(300);
        return container.sent() != ContainerStatus.STOPPED
                && container
                        .startedAt()
                        .map(at -> !ended.isBefore(at.plusSeconds(period)))
                        .orElse(false);
    }

    private static TaskStep towardsRunning(NodeTask task, NodeContainer container, Instant now) {
        ContainerPayload wanted = task.wanted(container.name());
        if (container.known() == ContainerStatus.RUNNING) {
            return doubtful(container) ? new TaskStep.Inspect(container.name()) : new TaskStep.Wait(Optional.empty());
        }
        if (container.known() == ContainerStatus.NONE
                && !container.cachedImageWillDo()
                && !wanted.image().contains("@sha256:")) {
            return new TaskStep.Resolve(container.name());
        }
        return switch (Dependencies.toStart(task, wanted, now)) {
            case Dependencies.Verdict.Blocked(Optional<Instant> until) -> new TaskStep.Wait(until);
            case Dependencies.Verdict.Failed(String dependency) ->
                new TaskStep.EndContainer(
                        container.name(), Optional.of(143), Reasons.dependency(dependency, container.name()));
            case Dependencies.Verdict.Ready() -> freeToStart(task, container, wanted);
        };
    }

    private static TaskStep freeToStart(NodeTask task, NodeContainer container, ContainerPayload wanted) {
        String name = container.name();
        return switch (container.known()) {
            case NONE -> container.cachedImageWillDo() ? create(task, name, wanted) : new TaskStep.Pull(name);
            case MANIFEST_PULLED -> new TaskStep.Pull(name);
            case PULLED -> container.runtimeId().isEmpty() ? create(task, name, wanted) : new TaskStep.Remove(name);
            case CREATED -> created(task, container);
            case RUNNING, STOPPED -> new TaskStep.Wait(Optional.empty());
        };
    }

    private static TaskStep created(NodeTask task, NodeContainer container) {
        if (doubtful(container)) {
            return new TaskStep.Inspect(container.name());
        }
        Optional<Sandbox> awaited = task.sandbox().filter(sandbox -> sandbox.stage() != Sandbox.Stage.READY);
        return awaited.isPresent()
                ? new TaskStep.Wait(awaited.flatMap(Sandbox::retryAt))
                : new TaskStep.Start(container.name(), false);
    }

    private static TaskStep create(NodeTask task, String name, ContainerPayload wanted) {
        return Dependencies.toCreate(task, wanted) ? new TaskStep.Create(name) : new TaskStep.Wait(Optional.empty());
    }

    /** An engine that was not reached may have started the container: a second start could run it twice. */
    private static boolean doubtful(NodeContainer container) {
        return container
                .activity()
                .map(activity -> activity.operation() == Operation.START || activity.operation() == Operation.INSPECT)
                .orElse(false);
    }

    private TaskStep towardsStopped(NodeTask task, NodeContainer container) {
        String name = container.name();
        return switch (container.known()) {
            case NONE, MANIFEST_PULLED ->
                new TaskStep.EndContainer(name, Optional.empty(), beforePull(task, container));
            case PULLED -> new TaskStep.EndContainer(name, Optional.empty(), "");
            case CREATED ->
                doubtful(container)
                        ? new TaskStep.Inspect(name)
                        : new TaskStep.EndContainer(name, Optional.empty(), "");
            case RUNNING ->
                Dependencies.toStop(task, name)
                        ? new TaskStep.Stop(name, grace(task, name))
                        : new TaskStep.Wait(Optional.empty());
            case STOPPED -> new TaskStep.Wait(Optional.empty());
        };
    }

    /** A task that was stopped from outside while a pull was due says so; one that failed has said why already. */
    private static String beforePull(NodeTask task, NodeContainer container) {
        boolean pulling = container
                .activity()
                .map(activity -> activity.operation() == Operation.PULL)
                .orElse(false);
        boolean pullDue = task.admitted() && task.reason().isEmpty() && !container.cachedImageWillDo() && !pulling;
        String reason = Reasons.stoppedBeforePull(task.arn());
        boolean failed = task.containers().stream()
                .anyMatch(c -> c.known() == ContainerStatus.STOPPED
                        && task.wanted(c.name()).essential()
                        && !c.reason().equals(reason));
        return pullDue && !failed ? reason : "";
    }

    private Duration grace(NodeTask task, String name) {
        return task.wanted(name).stopTimeout().map(Duration::ofSeconds).orElse(stopGrace);
    }

    /** Cleanup (10.9): after STOPPED is delivered and the wait is over. */
    private TaskStep cleanUp(NodeTask task, Instant now) {
        Instant due = task.stoppedAt().orElseThrow().plus(cleanupWait);
        if (task.sent() != ContainerStatus.STOPPED) {
            return new TaskStep.Wait(Optional.empty());
        }
        if (now.isBefore(due)) {
            return new TaskStep.Wait(Optional.of(due));
        }
        Optional<Instant> until = Optional.empty();
        List<NodeContainer> left =
                task.containers().stream().filter(NodeContainer::mayExist).toList();
        for (NodeContainer container : left) {
            if (!container.restingAt(now)) {
                return new TaskStep.Remove(container.name());
            }
            until = Dependencies.earlier(until, container.activity().flatMap(NodeContainer.Activity::retryAt));
        }
        if (!left.isEmpty() || task.preparing()) {
            return new TaskStep.Wait(until);
        }
        return task.resourcesRemoved() ? new TaskStep.Forget() : new TaskStep.RemoveResources();
    }
}
