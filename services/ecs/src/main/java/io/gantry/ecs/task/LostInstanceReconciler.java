package io.gantry.ecs.task;

import io.gantry.control.Key;
import io.gantry.control.Reconciler;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.state.Change;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives up on a host that is away for too long: its services' tasks are wanted stopped, and so started elsewhere. When the
 * host returns, its agent is told to stop them. Tasks of no service stay: nobody would start them again.
 *
 * <p>On AWS it is EC2 that knows a host to be gone: an instance that stops takes its tasks along within minutes, while the
 * tasks behind an agent that is merely disconnected are kept. Here nobody else knows, so time has to tell. When no other
 * agent of the cluster is there, or the first has just come back, the fault is likelier ours than that of all hosts at once;
 * and tasks that cannot run elsewhere are not stopped for nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeregisterContainerInstance.html">ECS:
 *     DeregisterContainerInstance, on terminated instances</a>
 */
public final class LostInstanceReconciler implements Reconciler<LostInstanceReconciler.Seen, LostInstanceStep> {
    /** How long a cluster that was cut off from us as a whole has to come back as a whole: an agent's own lease. */
    static final Duration GRACE = Duration.ofSeconds(30);

    private final Duration replaceAfter;
    private final Instant opened;

    /**
     * A reconciler.
     *
     * @param replaceAfter how long an agent may be disconnected until its host counts as lost
     * @param opened since when this server runs: before it, nobody could come back
     */
    public LostInstanceReconciler(Duration replaceAfter, Instant opened) {
        this.replaceAfter = replaceAfter;
        this.opened = opened;
    }

    /**
     * What is seen of an instance.
     *
     * @param away the instance, if it is registered and its agent is not connected
     * @param tasks those of services that are wanted RUNNING on it
     * @param company since when some other agent of the cluster has been connected
     */
    public record Seen(Optional<ContainerInstance> away, List<Task> tasks, Optional<Instant> company) {
        public Seen {
            tasks = List.copyOf(tasks);
        }
    }

    @Override
    public String kind() {
        return "lost-instance";
    }

    @Override
    public List<Table<?>> watches() {
        return List.of(ContainerInstances.TABLE);
    }

    @Override
    public Set<Key> wake(Change<?> change) {
        return Set.of(new Key(kind(), change.id()));
    }

    @Override
    public Seen look(View view, Key key) {
        Optional<ContainerInstance> away = view.get(ContainerInstances.TABLE, key.id())
                .filter(instance -> instance.isRegistered() && !instance.agentConnected());
        List<Task> tasks = away.map(instance -> Tasks.on(view, instance).stream()
                        .filter(task -> task.launch().group().startsWith(Tasks.SERVICE_GROUP))
                        .filter(task -> !task.desiredStopped() && !task.observedStopped())
                        .toList())
                .orElse(List.of());
        // The others are only looked at for a host that is missed.
        return new Seen(away, tasks, tasks.isEmpty() ? Optional.empty() : away.flatMap(one -> company(view, one)));
    }

    private static Optional<Instant> company(View view, ContainerInstance away) {
        String cluster = away.scope().id(away.cluster());
        return view.list(ContainerInstances.TABLE, ContainerInstances.REGISTERED, cluster).stream()
                .filter(ContainerInstance::agentConnected)
                .map(ContainerInstance::agentChangedAt)
                .min(Comparator.naturalOrder());
    }

    @Override
    public LostInstanceStep decide(Seen seen, Instant now) {
        if (seen.away().isEmpty() || seen.tasks().isEmpty()) {
            return new LostInstanceStep.Rest();
        }
        ContainerInstance instance = seen.away().get();
        Instant lost = later(instance.agentChangedAt().plus(replaceAfter), opened.plus(GRACE));
        Instant sure =
                seen.company().map(since -> later(lost, since.plus(GRACE))).orElse(lost);
        if (now.isBefore(sure)) {
            return new LostInstanceStep.Await(Duration.between(now, sure));
        }
        return seen.company().isEmpty()
                ? new LostInstanceStep.Await(GRACE)
                : new LostInstanceStep.Replace(
                        instance,
                        seen.tasks().stream().limit(ServiceTasks.BATCH).toList());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    public void commit(Tx tx, LostInstanceStep step) {
        switch (step) {
            case LostInstanceStep.Replace(ContainerInstance instance, List<Task> tasks) -> {
                StopCause lost = StopCause.instanceLost(instance);
                tasks.forEach(task -> tx.put(Tasks.TABLE, task.stopRequested(lost, tx.now())));
            }
            case LostInstanceStep.Await _, LostInstanceStep.Rest _ ->
                throw new IllegalStateException("no commit step: " + step);
        }
    }

    @Override
    public void call(LostInstanceStep step) {
        throw new IllegalStateException("this reconciler has no call steps: " + step);
    }
}
