package io.gantry.ecs.task;

import static io.gantry.ecs.task.TaskStatus.ACTIVATING;
import static io.gantry.ecs.task.TaskStatus.DEACTIVATING;
import static io.gantry.ecs.task.TaskStatus.DEPROVISIONING;
import static io.gantry.ecs.task.TaskStatus.PENDING;
import static io.gantry.ecs.task.TaskStatus.PROVISIONING;
import static io.gantry.ecs.task.TaskStatus.RUNNING;
import static io.gantry.ecs.task.TaskStatus.STOPPED;
import static io.gantry.ecs.task.TaskStatus.STOPPING;

import java.util.List;
import java.util.Optional;

/**
 * Which state a task may leave for which, and who may do it. Every state has one owner. PENDING to RUNNING and RUNNING to
 * STOPPING are the ways of a task to which nothing is attached.
 */
public final class TaskTransitions {
    /** The table. */
    public static final List<Row> TABLE = List.of(
            new Row(PROVISIONING, PENDING, Owner.PLACEMENT),
            new Row(PROVISIONING, DEPROVISIONING, Owner.PLACEMENT),
            new Row(PENDING, ACTIVATING, Owner.REPORT),
            new Row(PENDING, RUNNING, Owner.REPORT),
            new Row(PENDING, STOPPING, Owner.REPORT),
            new Row(ACTIVATING, RUNNING, Owner.ATTACHMENT),
            new Row(ACTIVATING, DEACTIVATING, Owner.ATTACHMENT),
            new Row(RUNNING, DEACTIVATING, Owner.ATTACHMENT),
            new Row(RUNNING, STOPPING, Owner.ATTACHMENT),
            new Row(DEACTIVATING, STOPPING, Owner.ATTACHMENT),
            new Row(STOPPING, DEPROVISIONING, Owner.REPORT),
            new Row(DEPROVISIONING, STOPPED, Owner.PLACEMENT));

    private TaskTransitions() {}

    /** Who may make a transition. */
    public enum Owner {
        /** Whoever places tasks and gives back what they held. */
        PLACEMENT,
        /** What an agent observed: at once when it reports it, or later from the record. */
        REPORT,
        /** What attaches a task to targets, names and interfaces, and detaches it. */
        ATTACHMENT
    }

    /** One transition. */
    public record Row(TaskStatus from, TaskStatus to, Owner owner) {}

    /** Who may make this transition; empty when nobody may. */
    public static Optional<Owner> owner(TaskStatus from, TaskStatus to) {
        return TABLE.stream()
                .filter(row -> row.from() == from && row.to() == to)
                .map(Row::owner)
                .findFirst();
    }
}
