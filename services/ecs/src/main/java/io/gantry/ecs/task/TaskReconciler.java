package io.gantry.ecs.task;

import io.gantry.base.AwsError;
import io.gantry.control.Key;
import io.gantry.control.Reconciler;
import io.gantry.ecs.instance.Allocation;
import io.gantry.ecs.instance.Allocations;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.network.NetworkAttachment;
import io.gantry.ecs.network.TaskInterfaces;
import io.gantry.state.Change;
import io.gantry.state.StateStore;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Gives a task its interface, carries it from what its agent has observed to STOPPED, gives back what it held, and forgets it
 * later.
 */
public final class TaskReconciler implements Reconciler<Optional<Task>, TaskStep> {
    private static final String ZONE = "ecs.availability-zone";

    private final StateStore store;
    private final TaskInterfaces interfaces;
    private final Duration retention;

    /**
     * A reconciler.
     *
     * @param store where the outcome of a call is filed
     * @param retention how long a STOPPED task is shown; on AWS one hour
     */
    public TaskReconciler(StateStore store, TaskInterfaces interfaces, Duration retention) {
        this.store = store;
        this.interfaces = interfaces;
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
            case TaskStep.Deprovision ended -> tx.put(Tasks.TABLE, TaskDecider.deprovisioned(ended.task()));
            case TaskStep.Finish finish -> {
                tx.put(Tasks.TABLE, TaskDecider.finished(finish.task(), tx.now()));
                ledger(tx, finish.task())
                        .ifPresent(host -> tx.put(
                                Allocations.TABLE, host.release(finish.task().id())));
            }
            case TaskStep.Forget forget -> tx.delete(Tasks.TABLE, forget.taskId());
            case TaskStep.MakeInterface _, TaskStep.DeleteInterface _, TaskStep.Keep _, TaskStep.Rest _ ->
                throw new IllegalStateException("no commit step: " + step);
        }
    }

    private static Optional<Allocation> ledger(Tx tx, Task task) {
        return tx.get(ContainerInstances.TABLE, task.instanceRecordId())
                .map(ContainerInstance::allocationId)
                .flatMap(id -> tx.get(Allocations.TABLE, id));
    }

    @Override
    public void call(TaskStep step) {
        switch (step) {
            case TaskStep.MakeInterface make -> makeInterface(make.task());
            case TaskStep.DeleteInterface delete -> {
                Task task = delete.task();
                interfaces.delete(
                        task.scope(),
                        task.attachmentArn().toString(),
                        task.attachment()
                                .map(NetworkAttachment::networkInterfaceId)
                                .orElse(""));
                file(task, Task::detached);
            }
            case TaskStep.Detach _, TaskStep.Deprovision _, TaskStep.Finish _ -> throw noCall(step);
            case TaskStep.Forget _, TaskStep.Keep _, TaskStep.Rest _ -> throw noCall(step);
        }
    }

    private static IllegalStateException noCall(TaskStep step) {
        return new IllegalStateException("no call step: " + step);
    }

    /** What EC2 refuses ends the task with EC2's words. */
    private void makeInterface(Task task) {
        Optional<ContainerInstance> host = store.view().get(ContainerInstances.TABLE, task.instanceRecordId());
        try {
            NetworkAttachment made = interfaces.make(new TaskInterfaces.Wish(
                    task.scope(),
                    task.attachmentArn().toString(),
                    task.launch().network(),
                    host.map(one -> one.arn().toString()),
                    host.flatMap(one -> Optional.ofNullable(one.attributes().get(ZONE)))));
            file(task, now -> now.attaching(made));
        } catch (AwsError refused) {
            store.transact(tx -> {
                tx.get(Tasks.TABLE, task.id())
                        .ifPresent(now ->
                                tx.put(Tasks.TABLE, now.stopRequested(StopCause.noInterface(refused), tx.now())));
                return task.id();
            });
        }
    }

    private void file(Task task, UnaryOperator<Task> outcome) {
        store.transact(tx -> {
            tx.get(Tasks.TABLE, task.id()).ifPresent(now -> tx.put(Tasks.TABLE, outcome.apply(now)));
            return task.id();
        });
    }
}
