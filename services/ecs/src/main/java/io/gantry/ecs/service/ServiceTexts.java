package io.gantry.ecs.service;

import io.gantry.ecs.task.Fargate;
import io.gantry.ecs.task.ServiceTasks;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.taskset.TaskSet;
import io.gantry.placement.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the events of a service say, in AWS's words, which people and their tools search for.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html">ECS: service
 *     event messages</a>
 */
final class ServiceTexts {
    private static final String MORE =
            " For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";

    /** Of a service deployment that was to be rolled back when nothing had succeeded before. */
    static final String NO_CANDIDATE = "No rollback candidate was found to run the rollback.";
    /** Of a service deployment without the option to be rolled back. */
    static final String STOPPED_BY_BREAKER =
            "Service deployment stopped because the circuit breaker threshold was exceeded.";
    /** Of a service deployment whose way back failed as well. */
    static final String ROLLBACK_TRIPPED =
            "Service deployment rollback failed because the circuit breaker threshold was exceeded.";

    static final String SUPERSEDED = "Service deployment stopped because a newer one was started.";
    static final String DELETED = "Service deployment stopped because the service was deleted.";

    private ServiceTexts() {}

    private static String about(Service service) {
        return "(service " + service.name() + ") ";
    }

    /** The same of one of the service's task sets. */
    static String of(Service service, TaskSet set, String text) {
        return "(service " + service.name() + ", taskSet " + set.name() + ") "
                + text.substring(about(service).length());
    }

    static String steady(Service service) {
        return about(service) + "has reached a steady state.";
    }

    static String started(Service service, String tasks) {
        return about(service) + "has started " + count(tasks) + " tasks: " + tasks + ".";
    }

    static String stopped(Service service, String tasks) {
        return about(service) + "has stopped " + count(tasks) + " running tasks: " + tasks + ".";
    }

    static String stoppedPending(Service service, int tasks) {
        return about(service) + "stopped " + tasks + " pending tasks.";
    }

    /** Tasks as events name them. */
    static String ids(List<Task> tasks) {
        return tasks.stream().map(task -> "(task " + task.taskId() + ")").collect(Collectors.joining(" "));
    }

    private static int count(String tasks) {
        return tasks.split("\\(task ", -1).length - 1;
    }

    static String unbalanced(Service service, Map<String, Integer> zones) {
        return about(service) + "is not AZ balanced with " + zones(zones, "") + ". AZ Rebalancing in progress.";
    }

    static String balanced(Service service, Map<String, Integer> zones) {
        return about(service) + "is AZ balanced with " + zones(zones, " tasks") + ".";
    }

    /** {@code 2 tasks in a, 1 in b, and 0 in c}. */
    private static String zones(Map<String, Integer> zones, String unit) {
        List<String> parts = new ArrayList<>();
        zones.forEach((zone, tasks) -> parts.add(tasks + (parts.isEmpty() ? " tasks" : unit) + " in " + zone));
        String last = parts.removeLast();
        return String.join(", ", parts) + (parts.size() > 1 ? ", and " : " and ") + last;
    }

    static String startedIn(Service service, String zone, String tasks) {
        return about(service) + "has started " + count(tasks) + " tasks in " + zone + " to AZ Rebalance: " + tasks
                + ".";
    }

    static String stoppedIn(Service service, String zone, String tasks) {
        return about(service) + "has stopped " + count(tasks) + " running tasks in " + zone + " due to AZ rebalancing: "
                + tasks + ".";
    }

    static String noPlaceIn(Service service, String zone) {
        return about(service) + "is unable to place a task in " + zone
                + " because no container instance met all of its requirements.";
    }

    static String unhealthy(Service service, String task) {
        return about(service) + "(task " + task + ") failed container health checks.";
    }

    static String completed(Service service, Deployment deployment) {
        return about(service) + "(deployment " + deployment.id() + ") deployment completed.";
    }

    static String failed(Service service, Deployment deployment, Setback why) {
        return about(service) + "(deployment " + deployment.id() + ") deployment failed: " + why.event();
    }

    static String rollsBack(Service service, Deployment to) {
        return about(service) + "rolling back to deployment " + to.id() + ".";
    }

    static String throttled(Service service) {
        return about(service) + "is unable to consistently start tasks successfully." + MORE;
    }

    static String jammed(Service service) {
        return about(service)
                + "was unable to stop or start tasks during a deployment because of the service deployment"
                + " configuration. Update the minimumHealthyPercent or maximumPercent value and try again.";
    }

    static String refused(Service service, String why) {
        return about(service) + "was unable to place a task. Reason: " + why + MORE;
    }

    /** With FARGATE hosts are nobody's concern. */
    static String noPlace(Service service, List<ServiceTasks.Refused> refusals) {
        if (ServiceDefinition.launchType(service).equals(Fargate.TYPE)) {
            return refused(service, Fargate.NO_CAPACITY + ".");
        }
        return refusals.stream()
                .min(Comparator.comparingInt(refused -> distance(refused.reason())))
                .map(closest -> noPlace(service, closest.instanceId(), closest.reason()))
                .orElseGet(
                        () -> noPlace(service) + " Reason: No Container Instances were found in your cluster." + MORE);
    }

    /** The host that should have a daemon and lacks room for it. */
    static String crowded(Service service, DaemonHost host) {
        return noPlace(service, host.instanceId(), host.lacks().orElseThrow());
    }

    private static String noPlace(Service service, String instanceId, Reason reason) {
        return noPlace(service) + " The closest matching (container-instance " + instanceId + ") " + shortcoming(reason)
                + "." + MORE;
    }

    private static String noPlace(Service service) {
        return about(service) + "was unable to place a task because no container instance met all of its requirements.";
    }

    /** How far a host is from taking the task: one that only lacks room is the closest. */
    private static int distance(Reason reason) {
        return switch (reason) {
            case Reason.Resource _ -> 0;
            case Reason.DistinctInstance _ -> 1;
            case Reason.MemberOf _ -> 2;
            case Reason.Attribute _ -> 3;
            case Reason.Agent _ -> 4;
        };
    }

    private static String shortcoming(Reason reason) {
        return switch (reason) {
            case Reason.Resource resource ->
                switch (resource.kind()) {
                    case CPU -> "has insufficient CPU units available";
                    case MEMORY -> "has insufficient memory available";
                    case PORTS -> "is already using a port required by your task";
                    case GPU -> "has insufficient GPU resource available";
                    case ENI -> "encountered error \"RESOURCE:ENI\"";
                };
            case Reason.DistinctInstance _ ->
                "encountered error \"distinctInstance placement constraint unsatisfied.\"";
            case Reason.MemberOf _ -> "encountered error \"MemberOf placement constraint unsatisfied.\"";
            case Reason.Attribute _ -> "is missing an attribute required by your task";
            case Reason.Agent _ -> "encountered error \"AGENT\"";
        };
    }
}
