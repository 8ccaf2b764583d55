package io.gantry.ecs.task;

import io.gantry.ecs.capacity.CapacityStrategy;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.placement.Placement;
import io.gantry.placement.Reason;
import io.gantry.placement.Request;
import io.gantry.placement.Strategy;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.PlacementConstraint;
import software.amazon.awssdk.services.ecs.model.PlacementStrategy;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/**
 * Starts tasks for services: checked and placed by the same rules as those of RunTask, in the transaction of whoever decided
 * that the service needs them.
 */
public final class ServiceTasks {
    /** Tasks of one commit at most: each writes itself and its host's ledger. */
    public static final int BATCH = 40;

    /**
     * What AWS does for services without a strategy of their own.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html">ECS: UpdateService, on
     *     placement</a>
     */
    private static final List<Strategy> BALANCED =
            List.of(new Strategy.SpreadAttribute("ecs.availability-zone"), new Strategy.SpreadHosts());

    private ServiceTasks() {}

    /**
     * What each task of a service is.
     *
     * @param taskDefinition its ARN
     * @param strategy how the tasks are spread over capacity providers
     * @param service the service's name
     * @param startedBy {@code ecs-svc/<number>} of the deployment or task set
     * @param tags that each task gets, besides those that it takes from its definition
     * @param propagateTags AWS's word, empty for none
     * @param network AWS's AwsVpcConfiguration as JSON, empty for none
     * @param executeCommand whether ECS Exec may run commands in its containers
     * @param digests of the images that each task is held to, by container name
     */
    public record Order(
            String taskDefinition,
            String launchType,
            CapacityStrategy strategy,
            String service,
            String startedBy,
            List<Tag> tags,
            String propagateTags,
            boolean managedTags,
            String network,
            List<PlacementConstraint> constraints,
            List<PlacementStrategy> strategies,
            boolean executeCommand,
            Map<String, String> digests) {
        public Order {
            tags = List.copyOf(tags);
            constraints = List.copyOf(constraints);
            strategies = List.copyOf(strategies);
            digests = Map.copyOf(digests);
        }

        /** The same with images held to these digests. */
        public Order holding(Map<String, String> images) {
            return new Order(
                    taskDefinition,
                    launchType,
                    strategy,
                    service,
                    startedBy,
                    tags,
                    propagateTags,
                    managedTags,
                    network,
                    constraints,
                    strategies,
                    executeCommand,
                    images);
        }

        private LaunchParameters parameters() {
            return new LaunchParameters(
                    taskDefinition,
                    launchType,
                    strategy,
                    TaskOverride.builder().build(),
                    Tasks.SERVICE_GROUP + service,
                    startedBy,
                    startedBy.length(),
                    "",
                    tags,
                    propagateTags,
                    managedTags,
                    network,
                    executeCommand);
        }
    }

    /**
     * What a start came to.
     *
     * @param tasks that were started
     * @param refusals when not all found a place: why each host could not take the next one; empty when there are no hosts
     */
    public record Outcome(List<Task> tasks, List<Refused> refusals) {
        public Outcome {
            tasks = List.copyOf(tasks);
            refusals = List.copyOf(refusals);
        }
    }

    /** A host and why it cannot take the task. */
    public record Refused(String instanceId, Reason reason) {}

    /**
     * Refuses what could never be started.
     *
     * @throws io.gantry.base.AwsError as RunTask does
     */
    public static void check(View view, Cluster cluster, Order order) {
        Launch launch = Launch.ofService(view, cluster, order.parameters());
        request(launch, order, 1);
    }

    /** Starts up to {@code count} tasks where they fit best beside what is kept for others. */
    public static Outcome start(Tx tx, Cluster cluster, Order order, int count, KeptRoom kept) {
        Launch launch = launch(tx, cluster, order);
        return start(tx, Hosts.of(tx, cluster, order.launchType(), kept), launch, order, count);
    }

    /** Starts one task on this instance, if it fits there. */
    public static Outcome startOn(Tx tx, Cluster cluster, Order order, ContainerInstance instance) {
        Launch launch = launch(tx, cluster, order);
        return start(tx, Hosts.only(tx, instance), launch, order, 1);
    }

    private static Launch launch(View view, Cluster cluster, Order order) {
        return Launch.ofService(view, cluster, order.parameters()).holding(order.digests());
    }

    private static Outcome start(Tx tx, Hosts hosts, Launch launch, Order order, int count) {
        Placement placement = hosts.place(request(launch, order, count));
        List<Task> tasks = hosts.start(launch, placement.assignments(), running(tx, launch));
        List<Refused> refusals = new ArrayList<>();
        placement
                .refusals()
                .forEach(refusal ->
                        refusals.add(new Refused(ContainerInstances.instanceId(refusal.host()), refusal.reason())));
        return new Outcome(tasks, refusals);
    }

    /** The tasks of the same deployment or task set, by capacity provider. The caller's record of the service is their fence. */
    private static Map<String, Integer> running(Tx tx, Launch launch) {
        if (launch.strategy().isEmpty()) {
            return Map.of();
        }
        String crew = Tasks.startedByKey(launch.cluster().id(), launch.launch().startedBy());
        Map<String, Integer> running = new HashMap<>();
        tx.list(Tasks.TABLE, Tasks.MEMBERSHIP, crew).stream()
                .filter(task -> !task.desiredStopped())
                .forEach(task -> running.merge(task.launch().capacityProvider(), 1, Integer::sum));
        return running;
    }

    /** Whether one more task would find a place now. Nothing is written, and a place that is found is not kept. */
    public static boolean fits(View view, Cluster cluster, Order order, KeptRoom kept) {
        Launch launch = Launch.ofService(view, cluster, order.parameters());
        return Hosts.fits(view, cluster, order.launchType(), request(launch, order, 1), kept);
    }

    /** Which hosts are for such tasks. */
    public static Suitability suitability(View view, Cluster cluster, Order order) {
        Launch launch = Launch.ofService(view, cluster, order.parameters());
        return new Suitability(view, request(launch, order, 1));
    }

    private static Request request(Launch launch, Order order, int count) {
        List<Strategy> chain = PlacementRules.strategies(order.strategies());
        return launch.request(
                count, PlacementRules.constraints(order.constraints()), chain.isEmpty() ? BALANCED : chain);
    }

    /**
     * Checks strategies and constraints as a caller gives them.
     *
     * @throws io.gantry.base.AwsError InvalidParameterException, with the column where an expression is wrong
     */
    public static void checkPlacement(List<PlacementConstraint> constraints, List<PlacementStrategy> strategies) {
        PlacementRules.strategies(strategies);
        PlacementRules.constraints(constraints);
    }
}
