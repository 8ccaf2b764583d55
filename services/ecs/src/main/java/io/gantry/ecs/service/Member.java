package io.gantry.ecs.service;

import io.gantry.ecs.deployment.ServiceRevision;
import io.gantry.ecs.service.Replica.Health;
import io.gantry.ecs.service.Replica.Phase;
import io.gantry.ecs.task.StopCause;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.task.TaskStatus;
import java.util.Optional;

/**
 * What a service needs to know of a task itself. One is kept for each task of a service, so it is small: moments are
 * milliseconds, and texts that tasks share are interned.
 *
 * @param revision number of the service revision or the task set
 * @param createdAt when it was placed
 * @param startedAt when it was RUNNING, 0 for not yet
 * @param protectedUntil 0 for never
 * @param host record id of its container instance
 * @param failed when it has ended, whether that was a failure of its own
 */
record Member(
        String revision,
        Phase phase,
        Health health,
        long createdAt,
        long startedAt,
        long protectedUntil,
        String host,
        boolean failed) {
    /** Of a task that still concerns its service. */
    static Optional<Member> of(Task task) {
        Phase phase = phase(task);
        if (phase == Phase.GONE) {
            return Optional.empty();
        }
        String startedBy = task.launch().startedBy();
        String revision = startedBy.startsWith(ServiceRevision.STARTED_BY)
                ? startedBy.substring(ServiceRevision.STARTED_BY.length())
                : startedBy;
        return Optional.of(new Member(
                revision.intern(),
                phase,
                health(task),
                task.times().created(),
                task.times().started(),
                task.times().protectedUntil(),
                task.instanceRecordId().intern(),
                task.stop().filter(Member::isOwnFault).isPresent()));
    }

    private static Phase phase(Task task) {
        if (task.observedStopped() || task.lastStatus() == TaskStatus.STOPPED) {
            return task.accounted() ? Phase.GONE : Phase.ENDED;
        }
        if (task.desiredStopped()) {
            return Phase.GONE;
        }
        return task.lastStatus().compareTo(TaskStatus.RUNNING) < 0 ? Phase.PENDING : Phase.RUNNING;
    }

    private static Health health(Task task) {
        boolean checked = task.containers().stream().anyMatch(one -> one.essential() && one.healthChecked());
        if (!checked) {
            return Health.UNCHECKED;
        }
        return switch (task.health()) {
            case HEALTHY -> Health.HEALTHY;
            case UNHEALTHY -> Health.UNHEALTHY;
            case UNKNOWN -> Health.UNKNOWN;
        };
    }

    private static boolean isOwnFault(StopCause cause) {
        return switch (cause.code()) {
            case TaskFailedToStart, EssentialContainerExited -> true;
            case UserInitiated, ServiceSchedulerInitiated, SpotInterruption, TerminationNotice -> false;
        };
    }
}
