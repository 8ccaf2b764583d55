package io.gantry.ecs.task;

import io.gantry.ecs.network.NetworkAttachment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides the next step of a task that no operation and no report will take. */
final class TaskDecider {
    private TaskDecider() {}

    /**
     * The next step.
     *
     * @param seen the task, unless it is gone
     * @param retention how long a STOPPED task is shown
     */
    static TaskStep next(Optional<Task> seen, Duration retention, Instant now) {
        if (seen.isEmpty()) {
            return new TaskStep.Rest();
        }
        Task task = seen.get();
        return switch (task.lastStatus()) {
            case STOPPED -> stopped(task, retention, now);
            case DEPROVISIONING -> ended(task);
            case PROVISIONING -> task.observedStopped() || task.desiredStopped() ? ended(task) : provisioning(task);
            case PENDING, ACTIVATING, RUNNING, DEACTIVATING, STOPPING -> {
                if (task.observedStopped()) {
                    yield ended(task);
                }
                yield task.desiredStopped() && task.lastStatus() == TaskStatus.RUNNING
                        ? new TaskStep.Detach(task)
                        : new TaskStep.Rest();
            }
        };
    }

    /** Only a task with a network of its own is ever PROVISIONING. */
    private static TaskStep provisioning(Task task) {
        return task.attachment().isPresent() ? new TaskStep.MakeInterface(task) : new TaskStep.Rest();
    }

    /** An interface goes first, in a state that users see; what has none ends at once. */
    private static TaskStep ended(Task task) {
        boolean attached = task.attachment()
                .filter(one -> one.status() != NetworkAttachment.Status.DELETED)
                .isPresent();
        if (!attached) {
            return new TaskStep.Finish(task);
        }
        return task.lastStatus() == TaskStatus.DEPROVISIONING
                ? new TaskStep.DeleteInterface(task)
                : new TaskStep.Deprovision(task);
    }

    private static TaskStep stopped(Task task, Duration retention, Instant now) {
        Instant end = Instant.ofEpochMilli(task.times().stopped()).plus(retention);
        return now.isBefore(end) ? new TaskStep.Keep(Duration.between(now, end)) : new TaskStep.Forget(task.id());
    }

    /** The task after {@link TaskStep.Finish}: through each state that is left. */
    static Task finished(Task task, Instant now) {
        return moved(task, TaskStatus.STOPPED)
                .withContainersStopped()
                .at(task.times().stoppedAt(now));
    }

    /** The task after {@link TaskStep.Deprovision}. */
    static Task deprovisioned(Task task) {
        return moved(task, TaskStatus.DEPROVISIONING);
    }

    private static Task moved(Task task, TaskStatus last) {
        Task next = task;
        while (next.lastStatus() != last) {
            next = switch (next.lastStatus()) {
                case PROVISIONING -> next.moved(TaskStatus.DEPROVISIONING, TaskTransitions.Owner.PLACEMENT);
                case PENDING -> next.moved(TaskStatus.STOPPING, TaskTransitions.Owner.REPORT);
                case ACTIVATING -> next.moved(TaskStatus.DEACTIVATING, TaskTransitions.Owner.ATTACHMENT);
                case RUNNING, DEACTIVATING -> next.moved(TaskStatus.STOPPING, TaskTransitions.Owner.ATTACHMENT);
                case STOPPING -> next.moved(TaskStatus.DEPROVISIONING, TaskTransitions.Owner.REPORT);
                case DEPROVISIONING -> next.moved(TaskStatus.STOPPED, TaskTransitions.Owner.PLACEMENT);
                case STOPPED -> throw new IllegalStateException("the loop has ended");
            };
        }
        return next;
    }
}
