package io.gantry.ecs.service;

import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.service.DaemonHost.Standing;
import io.gantry.ecs.task.KeptRoom;
import io.gantry.ecs.task.ServiceTasks;
import io.gantry.ecs.task.Suitability;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.task.TaskStatus;
import io.gantry.ecs.task.Tasks;
import io.gantry.placement.Reason;
import io.gantry.state.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.PlacementConstraintType;

/** What the hosts of a cluster are to its DAEMON services. */
final class DaemonHosts {
    private final View view;
    private final Suitability suitability;

    private DaemonHosts(View view, Suitability suitability) {
        this.view = view;
        this.suitability = suitability;
    }

    /** The same of a service that is there. */
    static List<DaemonHost> of(View view, Service service, CreateServiceRequest definition) {
        return of(view, service, definition, view.list(Tasks.TABLE, Tasks.MEMBERSHIP, service.tasksKey()));
    }

    /**
     * The registered hosts of the service's cluster, in the order of their ids.
     *
     * @param tasks of the service, those that have ended included
     */
    static List<DaemonHost> of(View view, Service service, CreateServiceRequest definition, List<Task> tasks) {
        Optional<Cluster> cluster = view.get(Clusters.TABLE, service.clusterId());
        if (cluster.isEmpty() || definition.taskDefinition() == null) {
            return List.of();
        }
        Set<String> held = new HashSet<>();
        Set<String> stopping = new HashSet<>();
        for (Task task : tasks) {
            boolean ends = task.desiredStopped() || task.observedStopped();
            if (task.lastStatus() != TaskStatus.STOPPED) {
                (ends ? stopping : held).add(task.instanceRecordId());
            }
        }
        DaemonHosts hosts =
                new DaemonHosts(view, ServiceTasks.suitability(view, cluster.get(), order(service, definition)));
        List<DaemonHost> all = new ArrayList<>();
        for (ContainerInstance instance : view.list(
                ContainerInstances.TABLE,
                ContainerInstances.REGISTERED,
                cluster.get().id())) {
            all.add(hosts.host(instance, held.contains(instance.id()), stopping.contains(instance.id())));
        }
        return all;
    }

    /** The room that is kept for daemons which are to run on hosts of this cluster and do not yet. */
    static KeptRoom kept(View view, Cluster cluster) {
        KeptRoom kept = KeptRoom.NONE;
        for (Service daemon : view.list(Services.TABLE, Services.CONCERN, Services.daemonKey(cluster.id()))) {
            boolean starts = daemon.status() == Service.Status.ACTIVE
                    && daemon.primary()
                            .filter(one -> one.rolloutState() != Deployment.RolloutState.FAILED)
                            .isPresent();
            if (starts) {
                CreateServiceRequest definition = ServiceDefinition.of(daemon);
                Suitability task = ServiceTasks.suitability(view, cluster, order(daemon, definition));
                kept = kept.with(awaiting(view, daemon, definition, task), task);
            }
        }
        return kept;
    }

    /** Hosts on which it could run, and does not. */
    private static List<String> awaiting(View view, Service daemon, CreateServiceRequest definition, Suitability task) {
        List<Task> tasks = view.list(Tasks.TABLE, Tasks.MEMBERSHIP, daemon.tasksKey());
        Set<String> held = new HashSet<>();
        tasks.stream()
                .filter(one -> !one.desiredStopped() && !one.observedStopped())
                .forEach(one -> held.add(one.instanceRecordId()));
        return of(view, daemon, definition, tasks).stream()
                .filter(host -> host.standing() == Standing.SUITED && !held.contains(host.id()))
                .map(DaemonHost::id)
                .filter(id -> view.get(ContainerInstances.TABLE, id)
                        .filter(instance -> !task.isTooBigFor(instance))
                        .isPresent())
                .toList();
    }

    /** What each task is. That no host holds two is what the strategy means, and not asked of placement. */
    static ServiceTasks.Order order(Service service, CreateServiceRequest definition) {
        return ServiceDefinition.order(
                service,
                definition.toBuilder()
                        .placementConstraints(definition.placementConstraints().stream()
                                .filter(one -> one.type() != PlacementConstraintType.DISTINCT_INSTANCE)
                                .toList())
                        .build());
    }

    private DaemonHost host(ContainerInstance instance, boolean held, boolean stopping) {
        boolean active = instance.status() == ContainerInstance.Status.ACTIVE;
        Optional<Reason> lacks =
                active ? held ? suitability.refusalBeside(instance) : suitability.refusal(instance) : Optional.empty();
        return new DaemonHost(
                instance.id(),
                instance.instanceId(),
                active ? lacks.map(DaemonHosts::standing).orElse(Standing.SUITED) : Standing.DRAINING,
                lacks,
                stopping,
                !active && held && othersRunOn(instance));
    }

    private static Standing standing(Reason reason) {
        return switch (reason) {
            case Reason.Agent _ -> Standing.AWAY;
            case Reason.Resource _, Reason.DistinctInstance _ -> Standing.SUITED;
            case Reason.Attribute _, Reason.MemberOf _ -> Standing.UNSUITED;
        };
    }

    private boolean othersRunOn(ContainerInstance instance) {
        return Tasks.on(view, instance).stream()
                .anyMatch(task -> task.lastStatus() != TaskStatus.STOPPED && !isDaemon(view, task));
    }

    /** Whether a DAEMON service runs this task. */
    static boolean isDaemon(View view, Task task) {
        return Services.of(view, task)
                .filter(service -> service.scheduling() == Service.Scheduling.DAEMON)
                .isPresent();
    }
}
