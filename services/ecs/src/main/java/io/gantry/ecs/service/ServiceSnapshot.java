package io.gantry.ecs.service;

import io.gantry.ecs.deployment.ServiceDeployment;
import io.gantry.ecs.task.TaskContainer;
import io.gantry.ecs.taskset.TaskSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a service's reconciler sees.
 *
 * @param replicas the service's tasks, those that have ended included
 * @param deployment the service deployment that is under way or was the last
 * @param fallback number of the revision that a deployment that is under way would be rolled back to
 * @param blueServed whether the revision that a deployment through stages leaves has been deployed successfully once
 * @param images containers of the primary deployment whose images are known now and were not before
 * @param hosts of a DAEMON service, each registered host of its cluster; of others none
 * @param zones that hold hosts for a REPLICA service, by name; only looked at when its tasks could be moved
 * @param taskSets when another controller deploys
 * @param roomAgain whether one more task would find a place now; only looked at when the service is stalled
 */
record ServiceSnapshot(
        Service service,
        ServicePlan plan,
        List<Replica> replicas,
        Optional<ServiceDeployment> deployment,
        Optional<String> fallback,
        boolean blueServed,
        List<TaskContainer> images,
        List<DaemonHost> hosts,
        List<ZoneSeen> zones,
        List<TaskSetSeen> taskSets,
        boolean roomAgain) {
    ServiceSnapshot {
        zones = List.copyOf(zones);
        taskSets = List.copyOf(taskSets);
        replicas = List.copyOf(replicas);
        images = List.copyOf(images);
        hosts = List.copyOf(hosts);
    }

    /**
     * A zone with hosts that suit the service.
     *
     * @param room record id of the host there that has room for one more task; only looked for where there are too few
     */
    record ZoneSeen(String name, Optional<String> room) {}

    /**
     * A task set, seen with its service.
     *
     * @param roomAgain whether one more of its tasks would find a place now; only looked at when it is stalled
     * @param emptied whether none of its tasks is left that has not ended
     */
    record TaskSetSeen(TaskSet taskSet, boolean roomAgain, boolean emptied) {}

    /** The tasks that run or are about to. */
    List<Replica> alive() {
        return replicas.stream().filter(Replica::isAlive).toList();
    }

    /** Of those, the tasks of one revision. */
    List<Replica> aliveOf(String revision) {
        return alive().stream()
                .filter(replica -> replica.revision().equals(revision))
                .toList();
    }

    /** Whether this task's checks have failed. */
    boolean isUnhealthy(Replica replica, Instant now) {
        return replica.isUnhealthy(plan.healthCheckGrace(), now);
    }

    /** Whether this task counts towards the healthy ones. */
    boolean isHealthy(Replica replica, ServiceTiming timing, Instant now) {
        return replica.isHealthy(timing.healthyAfter(), now) && !isUnhealthy(replica, now);
    }

    /** The pause before the next start, counted from the last quick end. */
    Duration backOff(Deployment primary, ServiceTiming timing, Instant now) {
        Duration pause = timing.backOff(primary.quickEnds(), service.desiredCount());
        Duration passed = Duration.between(primary.lastEndAt(), now);
        return pause.compareTo(passed) > 0 ? pause.minus(passed) : Duration.ZERO;
    }
}
