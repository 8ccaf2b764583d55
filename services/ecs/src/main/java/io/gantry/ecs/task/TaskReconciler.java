package io.gantry.ecs.task;

import io.gantry.control.Key;
import io.gantry.control.Reconciler;
import io.gantry.ecs.instance.Allocation;
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

/** Carries a task from what its agent has observed to STOPPED, gives its host back what it held, and forgets it later. */
public final class TaskReconciler implements Reconciler<Optional<Task>, TaskStep> {
    private final Duration retention;

    /**
     * A reconciler.
     *
     * @param retention how long a STOPPED task is shown; on AWS one hour
     */
    public TaskReconciler(Duration retention) {
        this.retention = retention;
    }

    @Override
    public String kind() {
        return "task";
    }

    @Override
    public List<Table<?>> watches() {
        return List.of(Tasks.TABLE);
    }

    @Override
    public Set<Key> wake(Change<?> change) {
        return Set.of(new Key(kind(), change.id()));
    }

    @Override
    public Optional<Task> look(View view, Key key) {
        return view.get(Tasks.TABLE, key.id());
    }

    @Override
    public TaskStep decide(Optional<Task> seen, Instant now) {
        return TaskDecider.next(seen, retention, now);
    }

    @Override
    public void commit(Tx tx, TaskStep step) {
        switch (step) {
            case TaskStep.Detach detach ->
                tx.put(Tasks.TABLE, detach.task().moved(TaskStatus.STOPPING, TaskTransitions.Owner.ATTACHMENT));
            case TaskStep.Finish finish -> {
                tx.put(Tasks.TABLE, TaskDecider.finished(finish.task(), tx.now()));
                ledger(tx, finish.task())
                        .ifPresent(host -> tx.put(
                                Allocations.TABLE, host.release(finish.task().id())));
            }
            case TaskStep.Forget forget -> tx.delete(Tasks.TABLE, forget.taskId());
            case TaskStep.Keep _, TaskStep.Rest _ -> throw new IllegalStateException("no commit step: " + step);
        }
    }

    private static Optional<Allocation> ledger(Tx tx, Task task) {
        return tx.get(ContainerInstances.TABLE, task.instanceRecordId())
                .map(ContainerInstance::allocationId)
                .flatMap(id -> tx.get(Allocations.TABLE, id));
    }

    @Override
    public void call(TaskStep step) {
        throw new IllegalStateException("this reconciler has no call steps: " + step);
    }
}
