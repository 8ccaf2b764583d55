package io.gantry.ecs;

import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.InstanceTasks;
import io.gantry.ecs.task.TaskStatus;
import io.gantry.ecs.task.Tasks;
import io.gantry.state.View;
import java.util.Set;

/** How many tasks an instance has. */
final class InstanceContents implements InstanceTasks {
    @Override
    public int running(View view, ContainerInstance instance) {
        return Tasks.count(view, instance.id(), TaskStatus.RUNNING);
    }

    @Override
    public int pending(View view, ContainerInstance instance) {
        return Tasks.count(view, instance.id(), TaskStatus.PENDING);
    }

    @Override
    public Set<String> groups(View view, ContainerInstance instance) {
        return Tasks.groups(view, instance);
    }

    @Override
    public int unstopped(View view, ContainerInstance instance) {
        return Tasks.unstopped(view, instance.id());
    }
}
