package io.gantry.agent.node;

import io.gantry.agent.node.container.DynamicPorts;
import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;
import io.gantry.agent.node.task.ContainerStatus;
import io.gantry.agent.node.task.NodeContainer;
import io.gantry.agent.node.task.NodeContainer.Activity;
import io.gantry.agent.node.task.NodeTask;
import io.gantry.agent.node.task.Observation;
import io.gantry.agent.node.task.Operation;
import io.gantry.agent.node.task.Reasons;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a task is after something was heard of one of its containers: pure. */
final class TaskEvents {
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration PULL_DELAY_MOST = Duration.ofSeconds(5);
    private static final int STOP_ATTEMPTS = 5;
    private static final int PULL_ATTEMPTS = 5;

    private TaskEvents() {}

    /** The registry answered. */
    static NodeTask resolved(NodeTask task, Event.Resolved event) {
        if (over(task, event.container())) {
            return task;
        }
        return task.with(
                event.container(),
                c -> c.idle()
                        .but()
                        .imageDigest(event.digest())
                        .known(later(c.known(), ContainerStatus.MANIFEST_PULLED))
                        .build());
    }

    /** The image is here, from the registry or, with an error, from before. */
    static NodeTask pulled(NodeTask task, Event.Pulled event, Instant now) {
        if (over(task, event.container())) {
            return task;
        }
        return task.pullStopped(now)
                .with(
                        event.container(),
                        c -> c.idle()
                                .but()
                                .known(later(c.known(), ContainerStatus.PULLED))
                                .reason(
                                        c.reason().isEmpty()
                                                ? event.error()
                                                        .map(e -> Reasons.cannotPull(e))
                                                        .orElse("")
                                                : c.reason())
                                .build());
    }

    /** Whether a container was stopped while its image was being fetched: what comes of that is of no concern any more. */
    private static boolean over(NodeTask task, String name) {
        return task.container(name)
                .map(c -> c.known() == ContainerStatus.STOPPED)
                .orElse(true);
    }

    static NodeTask created(NodeTask task, Event.Created event, Instant now) {
        return task.with(
                event.container(),
                c -> c.idle()
                        .but()
                        .known(later(c.known(), ContainerStatus.CREATED))
                        .runtimeId(event.runtimeId())
                        .imageDigest(c.imageDigest().isEmpty() ? event.digest() : c.imageDigest())
                        .createdAt(c.createdAt().or(() -> Optional.of(now)))
                        .build());
    }

    /** Started: a health check that is configured has not answered yet. */
    static NodeTask started(NodeTask task, Event.Started event, Instant now) {
        boolean checked = task.checksHealth(event.container());
        return task.with(
                event.container(),
                c -> c.known() == ContainerStatus.STOPPED
                        ? c.idle()
                        : c.idle()
                                .but()
                                .known(ContainerStatus.RUNNING)
                                .startedAt(Optional.of(now))
                                .health(checked && c.health().isEmpty() ? "UNKNOWN" : c.health())
                                .healthSince(checked && c.health().isEmpty() ? Optional.of(now) : c.healthSince())
                                .build());
    }

    static NodeTask inspected(NodeTask task, String name, Optional<Container> seen, Instant now) {
        return ended(task.with(name, c -> Observation.apply(c, seen, task.checksHealth(name), now)), name);
    }

    /** Gone: for good, or to be made again where its dynamic ports were taken meanwhile. */
    static NodeTask removed(NodeTask task, String name) {
        return task.with(
                name,
                c -> c.known() == ContainerStatus.PULLED
                        ? c.idle().but().runtimeId("").build()
                        : c.idle().but().removed(true).build());
    }

    /** Notes the end of an essential container. */
    static NodeTask ended(NodeTask task, String name) {
        return task.container(name)
                .filter(c -> c.known() == ContainerStatus.STOPPED
                        && task.wanted(name).essential())
                .flatMap(NodeContainer::finishedAt)
                .map(task::executionStopped)
                .orElse(task);
    }

    /** A call failed: an engine that cannot be reached is tried again until the operation's deadline, a refusal counts. */
    static NodeTask failed(NodeTask task, Event.Failed event, Instant now) {
        NodeContainer container = task.container(event.container()).orElseThrow();
        boolean fetched = event.operation() == Operation.RESOLVE || event.operation() == Operation.PULL;
        if (fetched && over(task, event.container())) {
            return task;
        }
        Activity activity =
                container.activity().orElseGet(() -> new Activity(event.operation(), now, 1, Optional.empty()));
        boolean over =
                !begun(container, activity).plus(event.operation().deadline()).isAfter(now);
        if (event.kind() == Kind.UNREACHABLE && !over) {
            // Only answers count as attempts: an engine that was away for a while has refused nothing yet.
            return retry(task, container, activity.uncounted(), now.plus(RETRY));
        }
        NodeTask after = over && event.kind() == Kind.UNREACHABLE
                ? end(task, container, Reasons.timeout(event.operation()), now)
                : refused(task, container, event, activity, now);
        return ended(after, event.container());
    }

    /** A start whose outcome is unknown is looked at before it is tried again, so its tries are counted from the creation. */
    private static Instant begun(NodeContainer container, Activity activity) {
        return activity.operation() == Operation.START && container.startedAt().isEmpty()
                ? container.createdAt().orElse(activity.since())
                : activity.since();
    }

    private static NodeTask refused(
            NodeTask task, NodeContainer container, Event.Failed event, Activity activity, Instant now) {
        return switch (event.operation()) {
            // The digest is worth a try, no more: the pull that follows decides, and this error stays the reason.
            case RESOLVE ->
                task.with(
                        container.name(),
                        c -> c.idle()
                                .but()
                                .known(later(c.known(), ContainerStatus.MANIFEST_PULLED))
                                .reason(Reasons.cannotPullManifest(event.message()))
                                .build());
            case PULL ->
                event.kind() == Kind.ENGINE && activity.attempts() < PULL_ATTEMPTS && mayPass(event.message())
                        ? retry(task, container, activity, now.plus(pullDelay(activity.attempts())))
                        : end(task.pullStopped(now), container, Reasons.cannotPull(event.message()), now);
            case CREATE ->
                imageMissing(container, event)
                        ? task.with(
                                container.name(),
                                c -> c.idle()
                                        .but()
                                        .cachedImageWillDo(false)
                                        .known(ContainerStatus.MANIFEST_PULLED)
                                        .build())
                        : end(task, container, Reasons.cannotCreate(event.message()), now);
            case START ->
                DynamicPorts.taken(task.wanted(container.name()), container.bindings(), event.message())
                        ? task.with(container.name(), TaskEvents::withoutPorts)
                        : notStarted(task, container, event.message(), now);
            case STOP ->
                activity.attempts() < STOP_ATTEMPTS
                        ? retry(task, container, activity, now.plus(RETRY.multipliedBy(activity.attempts())))
                        : end(task, container, Reasons.cannotStop(event.message()), now);
            case INSPECT -> retry(task, container, activity, now.plus(RETRY));
            case REMOVE ->
                activity.attempts() < STOP_ATTEMPTS
                        ? retry(task, container, activity, now.plus(RETRY.multipliedBy(30)))
                        : removed(task, container.name());
        };
    }

    private static NodeTask notStarted(NodeTask task, NodeContainer container, String said, Instant now) {
        boolean logging =
                said.contains(Reasons.NO_LOGGING) && task.payload().launchType().equals("FARGATE");
        return logging
                ? task.stopping(Reasons.cannotLog(said))
                        .with(container.name(), c -> c.stopped(Optional.empty(), "", now))
                : end(task, container, Reasons.cannotStart(said), now);
    }

    /** Somebody else took a port between our look and the engine's: the container is made again with others. */
    private static NodeContainer withoutPorts(NodeContainer container) {
        return container
                .idle()
                .but()
                .known(ContainerStatus.PULLED)
                .bindings(List.of())
                .build();
    }

    /** A registry that refuses the caller will refuse it again; a network may recover. */
    private static boolean mayPass(String said) {
        return !said.contains("unauthorized") && !said.contains("denied");
    }

    private static Duration pullDelay(int attempts) {
        Duration delay = Duration.ofMillis(Math.round(1100 * Math.pow(1.5, attempts - 1)));
        return delay.compareTo(PULL_DELAY_MOST) > 0 ? PULL_DELAY_MOST : delay;
    }

    private static boolean imageMissing(NodeContainer container, Event.Failed event) {
        return container.cachedImageWillDo()
                && event.kind() == Kind.NOT_FOUND
                && event.message().contains("No such image");
    }

    private static NodeTask end(NodeTask task, NodeContainer container, String reason, Instant now) {
        // The first error sticks: a pull that fails after its digest failed tells of the digest.
        String first = container.reason().isEmpty() ? reason : container.reason();
        return task.with(container.name(), c -> c.stopped(Optional.empty(), first, now));
    }

    private static NodeTask retry(NodeTask task, NodeContainer container, Activity activity, Instant at) {
        Activity again = new Activity(activity.operation(), activity.since(), activity.attempts(), Optional.of(at));
        return task.with(
                container.name(), c -> c.but().activity(Optional.of(again)).build());
    }

    private static ContainerStatus later(ContainerStatus one, ContainerStatus other) {
        return one.reached(other) ? one : other;
    }
}
