package io.gantry.ecs.service;

import io.gantry.ecs.task.TaskTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A task as its service sees it.
 *
 * @param taskId the record id
 * @param name the id that users see
 * @param revision number of the service revision that it runs
 * @param phase where it is
 * @param health what its containers' checks say
 * @param createdAt when it was placed
 * @param startedAt when it was RUNNING
 * @param host record id of its container instance
 * @param zone of its host, empty for none
 * @param hostLeaves whether its host takes no tasks any more: it drains or is gone
 * @param protectedUntil until when it is spared
 * @param failed when it has ended, whether that was a failure of its own
 */
record Replica(
        String taskId,
        String name,
        String revision,
        Phase phase,
        Health health,
        Instant createdAt,
        Optional<Instant> startedAt,
        String host,
        String zone,
        boolean hostLeaves,
        Instant protectedUntil,
        boolean failed) {

    /** Where a task is, as far as its service cares. */
    enum Phase {
        /** On its way to RUNNING. */
        PENDING,
        RUNNING,
        /** Wanted stopped, or ended and counted: no concern of the service any more. */
        GONE,
        /** Ended, and not counted yet. */
        ENDED
    }

    /** What health checks say. */
    enum Health {
        /** No essential container has a check. */
        UNCHECKED,
        HEALTHY,
        UNHEALTHY,
        /** There are checks and they have not spoken. */
        UNKNOWN
    }

    /** The attribute that says where a host is. */
    static final String ZONE = "ecs.availability-zone";

    static Replica of(String taskId, Member member, Optional<Roster.Place> place) {
        return new Replica(
                taskId,
                taskId.substring(taskId.lastIndexOf('/') + 1),
                member.revision(),
                member.phase(),
                member.health(),
                Instant.ofEpochMilli(member.createdAt()),
                TaskTimes.instant(member.startedAt()),
                member.host(),
                place.map(Roster.Place::zone).orElse(""),
                place.filter(Roster.Place::active).isEmpty(),
                Instant.ofEpochMilli(member.protectedUntil()),
                member.failed());
    }

    /** Whether it runs or is about to. */
    boolean isAlive() {
        return phase == Phase.PENDING || phase == Phase.RUNNING;
    }

    /** Whether it failed before it was RUNNING. */
    boolean failedToStart() {
        return failed && startedAt.isEmpty();
    }

    /** Whether it runs and its checks have failed after their grace. */
    boolean isUnhealthy(Duration grace, Instant now) {
        return phase == Phase.RUNNING
                && health == Health.UNHEALTHY
                && !now.isBefore(startedAt.orElse(createdAt).plus(grace));
    }

    /** From when on it counts as healthy unless something happens; empty when its checks must speak first. */
    Optional<Instant> healthyAt(Duration withoutChecks) {
        if (phase != Phase.RUNNING) {
            return Optional.empty();
        }
        return switch (health) {
            case HEALTHY -> startedAt;
            case UNCHECKED -> startedAt.map(moment -> moment.plus(withoutChecks));
            case UNHEALTHY, UNKNOWN -> Optional.empty();
        };
    }

    /** Whether it counts as healthy. */
    boolean isHealthy(Duration withoutChecks, Instant now) {
        return healthyAt(withoutChecks).filter(moment -> !now.isBefore(moment)).isPresent();
    }

    /** Whether it is spared now. */
    boolean isProtected(Instant now) {
        return now.isBefore(protectedUntil);
    }
}
