package io.gantry.benchmarks.scale;

import io.gantry.ecs.Ecs;
import io.gantry.kit.Gen;
import io.gantry.kit.SimulatedEnv;
import io.gantry.kit.VirtualClock;
import io.gantry.models.ecs.EcsApi;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;

/** A cluster of hosts and services in virtual time, from one seed. */
public final class ScaleWorld {
    static final String CLUSTER = "scale";
    static final String WEB = "web";
    static final String JOB = "job";
    static final List<String> CONTAINERS = List.of("web", "side");

    private static final int PER_DESCRIBE = 10;
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final VirtualClock clock = new VirtualClock();
    private final Gen gen;
    private final SimulatedEnv env;
    private final ScaleServer server;
    private final ScaleHosts hosts;
    private final List<String> services = new ArrayList<>();
    private final Stopwatch watch;
    private int tasksEach;

    /** The services by name, and how many tasks each has about. */
    record Services(List<String> names, int tasksEach) {}

    /** An empty cluster. */
    public ScaleWorld(long seed, Stopwatch watch) {
        gen = new Gen(seed);
        env = new SimulatedEnv(clock, gen.split());
        server = new ScaleServer(env, watch);
        hosts = new ScaleHosts(server, env, gen.split());
        this.watch = watch;
        server.call(
                EcsApi.CREATE_CLUSTER,
                CreateClusterRequest.builder().clusterName(CLUSTER).build());
        define(WEB);
        define(JOB);
    }

    private void define(String family) {
        server.call(
                EcsApi.REGISTER_TASK_DEFINITION,
                RegisterTaskDefinitionRequest.builder()
                        .family(family)
                        .networkMode("bridge")
                        .containerDefinitions(CONTAINERS.stream()
                                .map(name -> ContainerDefinition.builder()
                                        .name(name)
                                        .image("registry.example.com/team/" + name + ":1.25")
                                        .cpu(64)
                                        .memory(64)
                                        .portMappings(
                                                name.equals(WEB)
                                                        ? List.of(PortMapping.builder()
                                                                .containerPort(80)
                                                                .build())
                                                        : List.of())
                                        .build())
                                .toList())
                        .build());
    }

    /** So many machines join, spread over three zones. */
    public void join(int machines) {
        for (int machine = 0; machine < machines; machine++) {
            hosts.join();
        }
        advance(LOOK);
    }

    /** So many services are created, each of so many tasks. */
    public void serve(int count, int tasks) {
        tasksEach = tasks;
        for (int service = 0; service < count; service++) {
            create("service-" + services.size(), tasks);
        }
    }

    private void create(String name, int tasks) {
        server.call(
                EcsApi.CREATE_SERVICE,
                CreateServiceRequest.builder()
                        .cluster(CLUSTER)
                        .serviceName(name)
                        .taskDefinition(WEB)
                        .desiredCount(tasks)
                        .build());
        services.add(name);
    }

    /**
     * Lets time pass until every service has all its tasks and says so.
     *
     * @return how long that took, in virtual time
     * @throws IllegalStateException when it takes longer than {@code limit}
     */
    public Duration awaitSteady(Duration limit) {
        Instant begin = clock.now();
        while (!isSteady()) {
            if (Duration.between(begin, clock.now()).compareTo(limit) > 0) {
                throw new IllegalStateException("not steady within " + limit);
            }
            advance(LOOK);
        }
        return Duration.between(begin, clock.now());
    }

    private boolean isSteady() {
        return described().allMatch(ScaleWorld::isSteady);
    }

    /** How many tasks the services want. */
    public int wanted() {
        return described().mapToInt(Service::desiredCount).sum();
    }

    private Stream<Service> described() {
        return IntStream.iterate(0, from -> from < services.size(), from -> from + PER_DESCRIBE)
                .mapToObj(from -> DescribeServicesRequest.builder()
                        .cluster(CLUSTER)
                        .services(services.subList(from, Math.min(services.size(), from + PER_DESCRIBE)))
                        .build())
                .flatMap(some -> server.call(EcsApi.DESCRIBE_SERVICES, some).services().stream());
    }

    private static boolean isSteady(Service service) {
        return service.runningCount().equals(service.desiredCount())
                && service.pendingCount() == 0
                && service.deployments().size() == 1
                && service.deployments().getFirst().rolloutState() == DeploymentRolloutState.COMPLETED;
    }

    /** Lets time pass. */
    public void advance(Duration time) {
        clock.advance(time);
    }

    /** Lets so much time pass in which tasks crash, services change, jobs run and machines come and go. */
    public void churn(Duration time) {
        new Churn(server, hosts, env, gen.split(), new Services(services, tasksEach), watch).during(time);
    }

    /** How many rows each table has, by its name. */
    public Map<String, Integer> rows() {
        Map<String, Integer> rows = new TreeMap<>();
        Ecs.tables()
                .forEach(table ->
                        rows.put(table.name(), server.view().list(table, "").size()));
        return rows;
    }
}
