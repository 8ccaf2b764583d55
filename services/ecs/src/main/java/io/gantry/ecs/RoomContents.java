package io.gantry.ecs;

import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.ClusterContents;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.service.Service;
import io.gantry.ecs.service.Services;
import io.gantry.ecs.task.TaskStatus;
import io.gantry.ecs.task.Tasks;
import io.gantry.state.View;
import java.util.Map;

/** What is in a cluster, counted by the nouns that live there. */
final class RoomContents implements ClusterContents {
    @Override
    public int containerInstances(View view, Cluster cluster) {
        return view.count(ContainerInstances.TABLE, ContainerInstances.REGISTERED, cluster.id());
    }

    @Override
    public int runningTasks(View view, Cluster cluster) {
        return Tasks.count(view, cluster.id(), TaskStatus.RUNNING);
    }

    @Override
    public int pendingTasks(View view, Cluster cluster) {
        return Tasks.count(view, cluster.id(), TaskStatus.PENDING);
    }

    @Override
    public int unstoppedTasks(View view, Cluster cluster) {
        return Tasks.unstopped(view, cluster.id());
    }

    @Override
    public boolean usesCapacityProvider(View view, Cluster cluster, String provider) {
        return Tasks.usesCapacityProvider(view, cluster.id(), provider)
                || Services.usesCapacityProvider(view, cluster.id(), provider);
    }

    @Override
    public int activeServices(View view, Cluster cluster) {
        return Services.active(view, cluster.id());
    }

    @Override
    public int unendedServices(View view, Cluster cluster) {
        return Services.alive(view, cluster.id());
    }

    @Override
    public Map<String, Integer> services(View view, Cluster cluster, String status) {
        return Services.byLaunchType(view, cluster.id(), Service.Status.valueOf(status));
    }

    @Override
    public int tasks(View view, Cluster cluster, String launchType, String lastStatus) {
        return Tasks.count(view, cluster.id(), launchType, TaskStatus.valueOf(lastStatus));
    }
}
