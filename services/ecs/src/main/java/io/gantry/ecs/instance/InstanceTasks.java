package io.gantry.ecs.instance;

import io.gantry.state.View;
import java.util.Set;

/** How many tasks an instance has. Tasks come later in the room's order, so the door hands this in. */
public interface InstanceTasks {
    /** Tasks whose last status is RUNNING. */
    int running(View view, ContainerInstance instance);

    /** Tasks whose last status is PENDING. */
    int pending(View view, ContainerInstance instance);

    /** The groups of the tasks that are not STOPPED. */
    Set<String> groups(View view, ContainerInstance instance);

    /** Tasks that are not STOPPED. */
    int unstopped(View view, ContainerInstance instance);
}
