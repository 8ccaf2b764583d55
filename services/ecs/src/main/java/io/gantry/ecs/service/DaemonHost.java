package io.gantry.ecs.service;

import io.gantry.placement.Reason;
import java.util.Optional;

/**
 * A host as a DAEMON service sees it.
 *
 * @param id record id of the container instance
 * @param instanceId the id that users see
 * @param lacks why it cannot take one more of the service's tasks now; empty when it can
 * @param stopping whether a task of the service is still there that is wanted stopped or has ended
 * @param othersRun whether tasks that are no daemons are on it; asked of a host that drains only
 */
record DaemonHost(
        String id, String instanceId, Standing standing, Optional<Reason> lacks, boolean stopping, boolean othersRun) {

    /** What a host is to the service. */
    enum Standing {
        /** It is to have a task. */
        SUITED,
        /** Its agent is not connected: what runs there stays, and nothing new can be sent. */
        AWAY,
        /** It has not the attributes, or does not meet the constraints. */
        UNSUITED,
        /** It drains. */
        DRAINING
    }

    /** Whether a task could be started on it now. */
    boolean hasRoom() {
        return standing == Standing.SUITED && !stopping && lacks.isEmpty();
    }

    /** Whether nothing but room is missing for a task. */
    boolean isCrowded() {
        return standing == Standing.SUITED && !stopping && lacks.isPresent();
    }
}
