package io.gantry.ecs.deployment;

import io.gantry.state.View;

/** Knows how many tasks of a revision are wanted; services do, which come after deployments in the room's order. */
@FunctionalInterface
public interface RevisionDemand {
    /**
     * Tasks wanted of a revision.
     *
     * @param deployment one of the revision's service
     * @param revision the revision's number
     */
    int requested(View view, ServiceDeployment deployment, String revision);
}
