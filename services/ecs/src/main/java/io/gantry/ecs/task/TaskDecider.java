package io.gantry.ecs.task;

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
            case DEPROVISIONING -> new TaskStep.Finish(task);
            case PROVISIONING, PENDING, ACTIVATING, RUNNING, DEACTIVATING, STOPPING -> {
                if (task.observedStopped()) {
                    yield new TaskStep.Finish(task);
                }
                yield task.desiredStopped() && task.lastStatus() == TaskStatus.RUNNING
                        ? new TaskStep.Detach(task)
                        : new TaskStep.Rest();
            }
        };
    }

    private static TaskStep stopped(Task task, Duration retention, Instant now) {
        Instant end = Instant.ofEpochMilli(task.times().stopped()).plus(retention);
        return now.isBefore(end) ? new TaskStep.Keep(Duration.between(now, end)) : new TaskStep.Forget(task.id());
    }

    /** The task after {@link TaskStep.Finish}: through each state that is left. */
    static Task finished(Task task, Instant now) {
        Task next = task;
        while (next.lastStatus() != TaskStatus.STOPPED) {
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
        return next.at(next.times().stoppedAt(now));
    }
}
