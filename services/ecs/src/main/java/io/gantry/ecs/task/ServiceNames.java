package io.gantry.ecs.task;

import io.gantry.ecs.cluster.Cluster;
import io.gantry.state.View;

/** How callers name services. Services come later in the room's order, so the door hands this in. */
public interface ServiceNames {
    /**
     * The name of the service that {@code nameOrArn} means.
     *
     * @throws io.gantry.base.AwsError ServiceNotFoundException when there is none, InvalidParameterException when it is
     *     malformed
     */
    String nameIn(View view, Cluster cluster, String nameOrArn);
}
