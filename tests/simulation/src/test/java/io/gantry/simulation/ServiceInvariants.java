package io.gantry.simulation;

import static io.gantry.simulation.Invariants.require;

import io.gantry.ecs.service.Deployment;
import io.gantry.ecs.service.Service;
import io.gantry.ecs.service.Services;
import io.gantry.ecs.task.StopCause;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.task.TaskStatus;
import io.gantry.ecs.task.Tasks;
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
        service.ifPresent(one -> {
            int most = one.desiredCount() * limits(one).maximumPercent() / 100;
            int now = alive(view, one).size();
            require(now <= most, one.name() + " has " + now + " tasks pending or running, its maximum is " + most);
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
                .filter(one -> one.status() == Service.Status.ACTIVE)
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
            if (service.status() == Service.Status.ACTIVE) {
                atRest(view, service);
            } else {
                require(service.status() == Service.Status.INACTIVE, service.name() + " is still " + service.status());
                require(alive(view, service).isEmpty(), service.name() + " is INACTIVE and has tasks");
            }
        }
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
