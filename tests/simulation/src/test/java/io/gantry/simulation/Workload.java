package io.gantry.simulation;

import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.kit.Gen;
import io.gantry.models.ecs.EcsApi;
import io.gantry.wire.codec.AwsJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.ContainerInstanceStatus;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterContainerInstanceRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.PlacementConstraint;
import software.amazon.awssdk.services.ecs.model.PlacementConstraintType;
import software.amazon.awssdk.services.ecs.model.PutAttributesRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.StartTaskRequest;
import software.amazon.awssdk.services.ecs.model.TargetType;
import software.amazon.awssdk.services.ecs.model.UpdateContainerInstancesStateRequest;

/** Clients that run, start, stop and look at tasks, and operators that drain and deregister machines. */
final class Workload {
    private static final String CLUSTER = "default";
    private static final Duration LATE_CALLS = Duration.ofMinutes(2);

    private final World world;
    private final Gen gen;
    private final Clients clients;
    private final Operators operators;
    private final List<String> families = List.copyOf(Programs.byFamily().keySet());
    private int made;
    private int deregistered;
    private boolean ended;

    Workload(World world, Gen gen) {
        this.world = world;
        this.gen = gen;
        this.clients = new Clients(world, gen.split());
        this.operators = new Operators(gen.split(), clients);
    }

    /** What clients have been promised. */
    Clients clients() {
        return clients;
    }

    /** Makes the cluster and the task definitions, before anything can go wrong. */
    void begin() {
        Object _ = world.server.call(
                EcsApi.CREATE_CLUSTER,
                CreateClusterRequest.builder().clusterName(CLUSTER).build());
        Programs.byFamily().values().forEach(program -> {
            Object _ = world.server.call(
                    EcsApi.REGISTER_TASK_DEFINITION,
                    AwsJson.read(program.json(), RegisterTaskDefinitionRequest.builder()));
        });
        next();
    }

    void end() {
        ended = true;
        // Twice, since a call that was made before may still be on its way.
        operators.rest(world.server.view());
        world.at(world.clock.now().plus(LATE_CALLS), () -> operators.rest(world.server.view()));
    }

    private void next() {
        long mean = world.plan.asks().toMillis();
        Duration pause = Duration.ofMillis(1 + gen.random().nextLong(2 * mean));
        world.at(world.clock.now().plus(pause), () -> {
            if (!ended) {
                ask();
                next();
            }
        });
    }

    private void ask() {
        switch (gen.below(25)) {
            case 0, 1 -> start();
            case 2, 3, 4, 5 -> stop();
            case 6, 7, 8 -> look();
            case 9 -> drain();
            case 10 -> mark();
            case 11 -> deregister();
            case 12 -> burst();
            case 13, 14, 15, 16, 17 -> operators.act();
            default -> run();
        }
    }

    /** Many at once, so that hosts fill up and reports meet. */
    private void burst() {
        for (int i = gen.between(3, 8); i > 0; i--) {
            run();
        }
    }

    private void run() {
        made++;
        String mark = "run-" + made;
        RunTaskRequest.Builder request = RunTaskRequest.builder()
                .cluster(CLUSTER)
                .taskDefinition(gen.oneOf(families))
                .count(gen.between(1, 4))
                .startedBy(mark)
                .clientToken(mark);
        if (gen.chance(0.2)) {
            request.placementConstraints(List.of(PlacementConstraint.builder()
                    .type(PlacementConstraintType.DISTINCT_INSTANCE)
                    .build()));
        }
        RunTaskRequest whole = request.build();
        clients.run(whole, gen.chance(0.15));
    }

    private void start() {
        List<String> instances = instances();
        if (!instances.isEmpty()) {
            made++;
            clients.start(StartTaskRequest.builder()
                    .cluster(CLUSTER)
                    .taskDefinition(gen.oneOf(families))
                    .containerInstances(gen.oneOf(instances))
                    .startedBy("start-" + made)
                    .build());
        }
    }

    private void stop() {
        List<String> known = clients.promised();
        if (!known.isEmpty()) {
            clients.stop(gen.oneOf(known.subList(Math.max(0, known.size() - 30), known.size())));
        }
    }

    private void look() {
        List<String> known = clients.promised();
        if (!known.isEmpty()) {
            List<String> some = gen.shuffled(known).subList(0, Math.min(known.size(), 50));
            clients.call(
                    EcsApi.DESCRIBE_TASKS,
                    DescribeTasksRequest.builder().cluster(CLUSTER).tasks(some).build(),
                    answer -> clients.seen(some, answer));
        }
    }

    private void drain() {
        List<String> instances = instances();
        if (!instances.isEmpty()) {
            clients.call(
                    EcsApi.UPDATE_CONTAINER_INSTANCES_STATE,
                    UpdateContainerInstancesStateRequest.builder()
                            .cluster(CLUSTER)
                            .containerInstances(gen.oneOf(instances))
                            .status(gen.chance(0.4) ? ContainerInstanceStatus.DRAINING : ContainerInstanceStatus.ACTIVE)
                            .build(),
                    answer -> {});
        }
    }

    private void mark() {
        List<String> instances = instances();
        if (!instances.isEmpty()) {
            clients.call(
                    EcsApi.PUT_ATTRIBUTES,
                    PutAttributesRequest.builder()
                            .cluster(CLUSTER)
                            .attributes(Attribute.builder()
                                    .name("mark")
                                    .value(gen.oneOf("a", "b"))
                                    .targetType(TargetType.CONTAINER_INSTANCE)
                                    .targetId(gen.oneOf(instances))
                                    .build())
                            .build(),
                    answer -> {});
        }
    }

    /** Now and then a machine is sent away for good, and a new one takes its place. */
    private void deregister() {
        List<String> instances = instances();
        if (!instances.isEmpty() && gen.chance(0.4) && deregistered < 2) {
            deregistered++;
            clients.call(
                    EcsApi.DEREGISTER_CONTAINER_INSTANCE,
                    DeregisterContainerInstanceRequest.builder()
                            .cluster(CLUSTER)
                            .containerInstance(gen.oneOf(instances))
                            .force(gen.chance(0.5))
                            .build(),
                    answer -> {
                        SimulatedNode _ = world.addNode();
                    });
        }
    }

    private List<String> instances() {
        List<String> found = new ArrayList<>();
        for (ContainerInstance instance : world.server.view().list(ContainerInstances.TABLE, "")) {
            if (instance.isRegistered()) {
                found.add(instance.arn().toString());
            }
        }
        return found;
    }
}
