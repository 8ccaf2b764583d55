package io.gantry.ecs.cluster;

import io.gantry.state.View;
import java.util.Map;

/**
 * How much is in a cluster. The nouns that live in clusters come later in the room's order than the cluster itself, so the
 * door hands this in.
 */
public interface ClusterContents {
    /** Container instances that are ACTIVE or DRAINING. */
    int containerInstances(View view, Cluster cluster);

    /** Tasks whose last status is RUNNING. */
    int runningTasks(View view, Cluster cluster);

    /** Tasks whose last status is PENDING. */
    int pendingTasks(View view, Cluster cluster);

    /** Tasks that are not STOPPED. */
    int unstoppedTasks(View view, Cluster cluster);

    /** Whether a task that is not STOPPED runs on this capacity provider, or a service that is not INACTIVE would use it. */
    boolean usesCapacityProvider(View view, Cluster cluster, String provider);

    /** Services that are ACTIVE. */
    int activeServices(View view, Cluster cluster);

    /** Services that are ACTIVE or DRAINING. */
    int unendedServices(View view, Cluster cluster);

    /**
     * Services in one status, by launch type.
     *
     * @param status {@code ACTIVE} or {@code DRAINING}
     */
    Map<String, Integer> services(View view, Cluster cluster, String status);

    /**
     * Tasks of one launch type in one last status.
     *
     * @param launchType {@code EC2}, {@code FARGATE} or {@code EXTERNAL}
     * @param lastStatus for example {@code RUNNING}
     */
    int tasks(View view, Cluster cluster, String launchType, String lastStatus);
}
