package io.gantry.ecs.task;

import io.gantry.control.Key;
import io.gantry.control.Reconciler;
import io.gantry.ecs.instance.Allocations;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.state.Change;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ends the tasks of a deregistered instance, whose agent reports nothing any more, and forgets the instance later. A lost
 * instance is no second owner of its tasks' states: this files the report that the dead agent cannot.
 */
public final class OrphanReconciler implements Reconciler<OrphanReconciler.Seen, OrphanStep> {
    /** Tasks in one commit, far below the store's limit. */
    private static final int BATCH = 40;

    private final Duration retention;

    /**
     * A reconciler.
     *
     * @param retention how long an INACTIVE instance is shown
     */
    public OrphanReconciler(Duration retention) {
        this.retention = retention;
    }

    /** A container instance, unless it is gone, and its tasks. */
    public record Seen(Optional<ContainerInstance> instance, List<Task> tasks) {}

    @Override
    public String kind() {
        return "container-instance";
    }

    @Override
    public List<Table<?>> watches() {
        return List.of(ContainerInstances.TABLE, Tasks.TABLE);
    }

    @Override
    public Set<Key> wake(Change<?> change) {
        // The last task that goes may be what an INACTIVE instance waits for.
        return switch (change.latest()) {
            case ContainerInstance instance -> Set.of(new Key(kind(), instance.id()));
            case Task task when change.after().isEmpty() -> Set.of(new Key(kind(), task.instanceRecordId()));
            default -> Set.of();
        };
    }

    @Override
    public Seen look(View view, Key key) {
        Optional<ContainerInstance> gone =
                view.get(ContainerInstances.TABLE, key.id()).filter(instance -> !instance.isRegistered());
        return new Seen(gone, gone.map(instance -> Tasks.on(view, instance)).orElse(List.of()));
    }

    @Override
    public OrphanStep decide(Seen seen, Instant now) {
        if (seen.instance().isEmpty()) {
            return new OrphanStep.Rest();
        }
        List<Task> unreported = seen.tasks().stream()
                .filter(task -> !task.observedStopped() && task.lastStatus() != TaskStatus.STOPPED)
                .limit(BATCH)
                .toList();
        if (!unreported.isEmpty()) {
            return new OrphanStep.Report(unreported);
        }
        Instant end = seen.instance().get().changedAt().plus(retention);
        if (now.isBefore(end)) {
            return new OrphanStep.Keep(Duration.between(now, end));
        }
        // The deletion of the last task wakes this; the wait is for one that the feed has lost.
        return seen.tasks().isEmpty() ? new OrphanStep.Forget(seen.instance().get()) : new OrphanStep.Keep(retention);
    }

    @Override
    public void commit(Tx tx, OrphanStep step) {
        switch (step) {
            case OrphanStep.Report report -> {
                TaskReport ended = TaskReport.of(ContainerState.STOPPED, List.of());
                report.tasks()
                        .forEach(task -> tx.put(
                                Tasks.TABLE,
                                task.stopRequested(StopCause.instanceGone(), tx.now())
                                        .observe(ended, tx.now())));
            }
            case OrphanStep.Forget forget -> {
                tx.delete(ContainerInstances.TABLE, forget.instance().id());
                tx.delete(Allocations.TABLE, forget.instance().allocationId());
            }
            case OrphanStep.Keep _, OrphanStep.Rest _ -> throw new IllegalStateException("no commit step: " + step);
        }
    }

    @Override
    public void call(OrphanStep step) {
        throw new IllegalStateException("this reconciler has no call steps: " + step);
    }
}
