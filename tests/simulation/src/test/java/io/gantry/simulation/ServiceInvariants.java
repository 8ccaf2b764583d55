package io.gantry.simulation;

import static io.gantry.simulation.Invariants.require;

import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.service.Deployment;
import io.gantry.ecs.service.Service;
import io.gantry.ecs.service.Services;
import io.gantry.ecs.task.StopCause;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.task.TaskStatus;
import io.gantry.ecs.task.Tasks;
import io.gantry.ecs.taskset.TaskSet;
import io.gantry.ecs.taskset.TaskSets;
import io.gantry.state.View;
import io.gantry.wire.codec.AwsJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;

/** What must hold of services: after every step, and when all is mended. */
final class ServiceInvariants {
    private final World world;

    ServiceInvariants(World world) {
        this.world = world;
    }

    /** How the trace tells of a service. */
    static String line(Service service) {
        return service.name() + " " + service.status() + " wants " + service.desiredCount()
                + (service.stall().isPresent() ? " without room" : "")
                + (service.rebalancing().isPresent() ? " moving" : "")
                + (service.steady() ? " steady " : " ")
                + service.deployments().stream()
                        .map(one -> one.id() + " " + one.rolloutState() + " failed " + one.failedTasks())
                        .toList();
    }

    private static boolean isOfService(Task task) {
        return task.launch().group().startsWith(Tasks.SERVICE_GROUP);
    }

    /** Whether a service keeps this task running. */
    static boolean isAliveOfService(Task task) {
        return isOfService(task)
                && !task.desiredStopped()
                && !task.observedStopped()
                && task.lastStatus() != TaskStatus.STOPPED;
    }

    /** Whether it is one of a number of tasks. */
    static boolean isAliveReplica(Task task) {
        return isAliveOfService(task) && !isAliveDaemon(task);
    }

    /** Whether it is a machine's own. */
    static boolean isAliveDaemon(Task task) {
        return isAliveOfService(task) && task.launch().group().equals(Tasks.SERVICE_GROUP + Operators.WATCH);
    }

    private static Optional<Service> service(View view, Task task) {
        return view.get(
                Services.TABLE,
                task.scope().id(task.cluster() + "/" + task.launch().group().substring(Tasks.SERVICE_GROUP.length())));
    }

    private static List<Task> alive(View view, Service service) {
        return view.list(Tasks.TABLE, Tasks.MEMBERSHIP, service.tasksKey()).stream()
                .filter(ServiceInvariants::isAliveOfService)
                .toList();
    }

    /** Whether all its tasks are healthy, and not all of them may be stopped. */
    static boolean mustKeepSome(Service service) {
        return service.status() == Service.Status.ACTIVE
                && service.steady()
                && service.desiredCount() > 0
                && limits(service).minimumHealthyPercent() > 0;
    }

    private static DeploymentConfiguration limits(Service service) {
        return AwsJson.read(service.definition(), CreateServiceRequest.builder())
                .deploymentConfiguration();
    }

    /** A service that is gone starts nothing, and none starts more than its maximum. */
    void started(View view, Task task) {
        if (!isOfService(task)) {
            return;
        }
        Optional<Service> service = service(view, task);
        require(
                service.filter(one -> one.status() == Service.Status.ACTIVE).isPresent(),
                "a service that is not ACTIVE has started " + task.arn());
        service.filter(ServiceInvariants::isHandmade).ifPresent(one -> startedInSet(view, one, task));
        service.filter(one -> !isDaemon(one) && !isHandmade(one)).ifPresent(one -> {
            int most = one.desiredCount() * limits(one).maximumPercent() / 100;
            int now = alive(view, one).size();
            require(now <= most, one.name() + " has " + now + " tasks pending or running, its maximum is " + most);
        });
    }

    private static boolean isHandmade(Service service) {
        return service.name().equals(Operators.HANDMADE);
    }

    private static List<Task> alive(View view, Service service, TaskSet set) {
        return alive(view, service).stream()
                .filter(task -> task.launch().startedBy().equals(set.name()))
                .toList();
    }

    private static Optional<TaskSet> set(View view, Service service, String number) {
        return TaskSets.of(view, service.scope(), service.cluster(), service.name(), number);
    }

    /** A set's maximum is its own. */
    private static void startedInSet(View view, Service service, Task task) {
        String name = task.launch().startedBy();
        TaskSet set = set(view, service, name.substring(name.indexOf('/') + 1))
                .orElseThrow(() -> new Invariants.Broken(name + " is gone and has started " + task.arn()));
        int most = set.computed(service.desiredCount()) * limits(service).maximumPercent() / 100;
        int now = alive(view, service, set).size();
        require(now <= most, name + " has " + now + " tasks pending or running, its maximum is " + most);
    }

    /** Each set has its part, unless it says why not, and none is still going. */
    private static void setsAtRest(View view, Service service) {
        for (String number : service.taskSets()) {
            TaskSet set = set(view, service, number)
                    .orElseThrow(() -> new Invariants.Broken("the task set " + number + " is not there"));
            int now = alive(view, service, set).size();
            int wanted = set.computed(service.desiredCount());
            String name = set.name() + " (" + set.course() + ")";
            require(set.status() != TaskSet.Status.DRAINING, name + " is still DRAINING");
            if (set.course().stall().isEmpty()) {
                require(now == wanted, name + " has " + now + " tasks and wants " + wanted);
                require(set.course().steady(), name + " has not said that it is steady");
            }
        }
        require(
                alive(view, service).stream()
                        .allMatch(task -> service.taskSets().stream()
                                .anyMatch(number -> task.launch().startedBy().endsWith("/" + number))),
                service.name() + " has tasks of no set");
    }

    private static boolean isDaemon(Service service) {
        return service.scheduling() == Service.Scheduling.DAEMON;
    }

    /** A machine has at most one daemon of a service. */
    void alone(View view, Task task) {
        if (!isAliveOfService(task)) {
            return;
        }
        service(view, task).filter(ServiceInvariants::isDaemon).ifPresent(one -> {
            long there = alive(view, one).stream()
                    .filter(other -> other.instanceId().equals(task.instanceId()))
                    .count();
            require(there <= 1, there + " daemons of " + one.name() + " are to run on " + task.instanceId());
        });
    }

    /** A rollout or a scale-in leaves the minimum healthy. What is on a lost host serves nobody, whatever was last heard. */
    void changed(View view, Task before, Task after) {
        boolean stoppedByScheduler = !before.desiredStopped()
                && after.stop()
                        .filter(cause -> cause.code() == StopCause.Code.ServiceSchedulerInitiated)
                        .filter(cause -> !cause.reason().contains(" is lost: "))
                        .isPresent();
        if (!stoppedByScheduler || !isHealthy(before)) {
            return;
        }
        service(view, after)
                .filter(one -> one.status() == Service.Status.ACTIVE && !isHandmade(one))
                .ifPresent(one -> {
                    int percent = limits(one).minimumHealthyPercent();
                    int least = Math.ceilDiv(one.desiredCount() * percent, 100);
                    long healthy =
                            alive(view, one).stream().filter(this::isHealthy).count();
                    require(
                            healthy >= least,
                            one.name() + " is left with " + healthy + " healthy tasks, its minimum is " + least);
                });
    }

    private boolean isHealthy(Task task) {
        Duration after = world.plan.serviceTiming().healthyAfter();
        boolean checked = task.containers().stream().anyMatch(one -> one.essential() && one.healthChecked());
        return task.lastStatus() == TaskStatus.RUNNING
                && (checked
                        ? task.health().name().equals("HEALTHY")
                        : !world.clock
                                .now()
                                .isBefore(Instant.ofEpochMilli(task.times().started())
                                        .plus(after)));
    }

    /** When all is mended each service has what it wants, or says why not. */
    static void atRest(View view) {
        for (Service service : view.list(Services.TABLE, "")) {
            if (service.status() == Service.Status.ACTIVE && isDaemon(service)) {
                daemonsAtRest(view, service);
            } else if (service.status() == Service.Status.ACTIVE && isHandmade(service)) {
                setsAtRest(view, service);
            } else if (service.status() == Service.Status.ACTIVE) {
                atRest(view, service);
            } else {
                require(service.status() == Service.Status.INACTIVE, service.name() + " is still " + service.status());
                require(alive(view, service).isEmpty(), service.name() + " is INACTIVE and has tasks");
            }
        }
    }

    /** Each machine that takes tasks has its daemon, of the newest deployment, unless the service says that one has no room. */
    private static void daemonsAtRest(View view, Service service) {
        Deployment primary = service.primary().orElseThrow();
        if (primary.rolloutState() == Deployment.RolloutState.FAILED
                || service.stall().isPresent()) {
            return;
        }
        List<Task> alive = alive(view, service);
        for (ContainerInstance host : view.list(ContainerInstances.TABLE, "")) {
            if (host.status() == ContainerInstance.Status.ACTIVE && host.agentConnected()) {
                List<Task> there = alive.stream()
                        .filter(task -> task.instanceRecordId().equals(host.id()))
                        .toList();
                require(!there.isEmpty(), service.name() + " has no daemon on " + host.arn());
                require(
                        there.stream()
                                .allMatch(task -> task.launch().startedBy().equals(primary.id())),
                        service.name() + " runs a daemon of an older deployment on " + host.arn());
            }
        }
        boolean drains = view.list(ContainerInstances.TABLE, "").stream()
                .anyMatch(host -> host.status() == ContainerInstance.Status.DRAINING);
        // A draining machine keeps its daemon for as long as others run there, and the service is not settled before.
        require(drains || service.steady(), service.name() + " has not said that it is steady");
    }

    private static void atRest(View view, Service service) {
        Deployment primary = service.primary().orElseThrow();
        List<Task> alive = alive(view, service);
        String name = service.name() + " (" + primary.rolloutState() + ", stall " + service.stall() + ")";
        if (primary.rolloutState() == Deployment.RolloutState.FAILED
                || service.stall().isPresent()) {
            require(alive.size() <= 2 * service.desiredCount(), name + " has " + alive.size() + " tasks");
            return;
        }
        require(
                alive.size() == service.desiredCount(),
                name + " has " + alive.size() + " tasks and wants " + service.desiredCount());
        require(service.deployments().size() == 1, name + " still has deployments " + service.deployments());
        require(primary.rolloutState() == Deployment.RolloutState.COMPLETED, name + " is not completed");
        require(service.steady(), name + " has not said that it is steady");
        require(
                alive.stream().allMatch(task -> task.launch().startedBy().equals(primary.id())),
                name + " runs tasks of an older deployment");
        Services.deployments(view, service)
                .forEach(one -> require(one.status().isEnd(), name + " has a deployment that is " + one.status()));
    }
}
