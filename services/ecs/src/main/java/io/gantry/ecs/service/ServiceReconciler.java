package io.gantry.ecs.service;

import io.gantry.control.Key;
import io.gantry.control.Reconciler;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.deployment.ServiceDeployment;
import io.gantry.ecs.deployment.ServiceDeployments;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.task.ServiceTasks;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.task.TaskStatus;
import io.gantry.ecs.task.Tasks;
import io.gantry.ecs.taskset.TaskSet;
import io.gantry.ecs.taskset.TaskSets;
import io.gantry.state.Change;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;

/** Keeps services at what is wanted of them. */
public final class ServiceReconciler implements Reconciler<Optional<ServiceSnapshot>, ServiceStep> {
    private final ServiceDecider decider;

    /**
     * A reconciler.
     *
     * @param retention how long an INACTIVE service is shown
     */
    public ServiceReconciler(ServiceTiming timing, Duration retention) {
        this.decider = new ServiceDecider(timing, retention);
    }

    @Override
    public String kind() {
        return "service";
    }

    @Override
    public List<Table<?>> watches() {
        return List.of(Services.TABLE, ServiceDeployments.TABLE, TaskSets.TABLE, Tasks.TABLE, ContainerInstances.TABLE);
    }

    /** The service that the change is about; see the other one for those that it only concerns. */
    @Override
    public Set<Key> wake(Change<?> change) {
        return switch (change.latest()) {
            case Service service -> Set.of(key(service.id()));
            case ServiceDeployment deployment ->
                Set.of(key(deployment.scope().id(deployment.cluster() + "/" + deployment.service())));
            case TaskSet set -> Set.of(key(set.scope().id(set.cluster() + "/" + set.service())));
            case Task task when Services.runs(task) -> Set.of(key(Services.idOf(task)));
            default -> Set.of();
        };
    }

    @Override
    public Set<Key> wake(Change<?> change, View view) {
        Set<Key> keys = new HashSet<>(wake(change));
        switch (change.latest()) {
            case ContainerInstance instance -> {
                String cluster = instance.scope().id(instance.cluster());
                concerned(view, Services.stalledKey(cluster), keys);
                concerned(view, Services.daemonKey(cluster), keys);
                Tasks.on(view, instance).stream()
                        .filter(Services::runs)
                        .forEach(task -> keys.add(key(Services.idOf(task))));
            }
            case Task task
            when task.lastStatus() == TaskStatus.STOPPED -> {
                String cluster = task.scope().id(task.cluster());
                concerned(view, Services.stalledKey(cluster), keys);
                if (drains(view, task)) {
                    concerned(view, Services.daemonKey(cluster), keys);
                }
            }
            default -> {
                // It concerns nobody else.
            }
        }
        return keys;
    }

    /** Whether its host drains: daemons leave that when nothing else is left there. */
    private static boolean drains(View view, Task task) {
        return view.get(ContainerInstances.TABLE, task.instanceRecordId())
                .filter(host -> host.status() == ContainerInstance.Status.DRAINING)
                .isPresent();
    }

    private void concerned(View view, String concern, Set<Key> keys) {
        view.list(Services.TABLE, Services.CONCERN, concern).forEach(service -> keys.add(key(service.id())));
    }

    private Key key(String serviceId) {
        return new Key(kind(), serviceId);
    }

    @Override
    public Optional<ServiceSnapshot> look(View view, Key key) {
        return view.get(Services.TABLE, key.id()).map(service -> look(view, service));
    }

    private static ServiceSnapshot look(View view, Service service) {
        CreateServiceRequest definition = ServiceDefinition.of(service);
        boolean daemon = service.scheduling() == Service.Scheduling.DAEMON;
        List<Replica> replicas = view.get(Roster.PROJECTION).of(service);
        Optional<ServiceDeployment> deployment = LastDeployment.of(view, service);
        return new ServiceSnapshot(
                service,
                ServicePlan.of(definition),
                replicas,
                deployment,
                deployment
                        .filter(one -> !one.status().isEnd())
                        .flatMap(one -> LastDeployment.fallback(view, service, one)),
                deployment
                        .filter(one -> !one.status().isEnd())
                        .flatMap(ServiceDeployment::blue)
                        .filter(blue -> LastDeployment.served(view, service, blue))
                        .isPresent(),
                Images.resolved(view, service, deployment, replicas),
                daemon && service.status() == Service.Status.ACTIVE
                        ? DaemonHosts.of(view, service, definition)
                        : List.of(),
                daemon || service.status() != Service.Status.ACTIVE
                        ? List.of()
                        : Zones.of(view, service, definition, replicas),
                service.status() == Service.Status.ACTIVE ? taskSets(view, service) : List.of(),
                !daemon
                        && service.stall().isPresent()
                        && hasRoom(view, service, definition, deployment.flatMap(ServiceDeployment::blue)));
    }

    private static List<ServiceSnapshot.TaskSetSeen> taskSets(View view, Service service) {
        Optional<Cluster> cluster = view.get(Clusters.TABLE, service.clusterId());
        List<ServiceSnapshot.TaskSetSeen> seen = new ArrayList<>();
        for (TaskSet set : Services.taskSets(view, service)) {
            boolean roomAgain = !set.course().stall().isEmpty()
                    && cluster.isPresent()
                    && fits(view, cluster.get(), ServiceDefinition.order(service, set));
            boolean emptied = Tasks.unstopped(view, Tasks.startedByKey(service.clusterId(), set.name())) == 0;
            seen.add(new ServiceSnapshot.TaskSetSeen(set, roomAgain, emptied));
        }
        return seen;
    }

    private static boolean fits(View view, Cluster cluster, ServiceTasks.Order order) {
        return ServiceTasks.fits(view, cluster, order, DaemonHosts.kept(view, cluster));
    }

    private static boolean hasRoom(View view, Service service, CreateServiceRequest definition, Optional<String> kept) {
        Optional<Cluster> cluster = view.get(Clusters.TABLE, service.clusterId());
        return cluster.isPresent()
                && service.primary().isPresent()
                && fits(view, cluster.get(), ServiceDefinition.order(service, definition))
                && kept.filter(blue -> !fits(view, cluster.get(), ServiceDefinition.orderOf(view, service, blue)))
                        .isEmpty();
    }

    @Override
    public ServiceStep decide(Optional<ServiceSnapshot> seen, Instant now) {
        return seen.map(snapshot -> decider.next(snapshot, now)).orElseGet(ServiceStep.Rest::new);
    }

    @Override
    public void commit(Tx tx, ServiceStep step) {
        new ServiceCommit(tx).apply(step);
    }

    @Override
    public void call(ServiceStep step) {
        throw new IllegalStateException("this reconciler has no call steps: " + step);
    }
}
