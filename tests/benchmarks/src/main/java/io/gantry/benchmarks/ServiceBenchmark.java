package io.gantry.benchmarks;

import io.gantry.conformance.EcsCalls;
import io.gantry.conformance.RunningGantry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A service of 20 tasks from CreateService to its completed deployment, against four threads that create and start as many
 * containers of the same image; then how soon a killed task's replacement is decided; then how long it takes to go to none,
 * with containers that do not listen to SIGTERM.
 */
final class ServiceBenchmark implements Benchmark {
    private static final int ROUNDS = Integer.getInteger("gantry.bench.rounds", 3);
    private static final int TASKS = 20;
    private static final int THREADS = 4;
    private static final int STOP_SECONDS = 5;
    private static final List<String> COMMAND = List.of("sleep", "3600");
    private static final String FAMILY = "bench-service";
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Samples docker = new Samples();
    private final Samples dockerStops = new Samples();
    private final Samples steady = new Samples();
    private final Samples replaced = new Samples();
    private final Samples emptied = new Samples();

    @Override
    public String name() {
        return "service";
    }

    @Override
    public void run(Path scratch, Consumer<Figure> out) throws IOException {
        String image = System.getProperty("gantry.bench.image", "busybox:latest");
        try (DockerSocket engine = new DockerSocket();
                RunningGantry gantry = RunningGantry.start(scratch);
                SignedCalls calls = new SignedCalls(gantry)) {
            if (!engine.hasImage(image)) {
                throw new IllegalStateException("the engine has no image " + image + ": run tests/images/build first");
            }
            register(calls, image);
            for (int round = -1; round < ROUNDS; round++) {
                bare(engine, image, round >= 0);
                service(calls, engine, "bench" + (round + 1), round >= 0);
            }
        }
        double base = docker.medianMillis();
        String loop = THREADS + "-way docker create+start ms";
        out.accept(new Figure("service.steady", "ms", steady.medianMillis(), base, loop, "ratio <= 1.15"));
        out.accept(new Figure(
                "service.replacement-decided", "ms", replaced.medianMillis(), 1000, "one second, ms", "ratio <= 1"));
        out.accept(new Figure(
                "service.scale-in",
                "ms",
                emptied.medianMillis(),
                dockerStops.medianMillis(),
                TASKS + " docker stops at once, ms",
                "all in parallel: little over 1, and over the timeout's " + STOP_SECONDS + " s"));
    }

    private static void register(SignedCalls calls, String image) throws IOException {
        ObjectNode definition = EcsCalls.object().put("family", FAMILY).put("networkMode", "bridge");
        ObjectNode container = definition.putArray("containerDefinitions").addObject();
        container
                .put("name", "m")
                .put("image", image)
                .put("memory", 64)
                .put("cpu", 16)
                .put("essential", true)
                .put("stopTimeout", STOP_SECONDS);
        COMMAND.forEach(container.putArray("command")::add);
        calls.ok("RegisterTaskDefinition", definition);
    }

    private void bare(DockerSocket engine, String image, boolean counts) throws IOException {
        AtomicInteger left = new AtomicInteger(TASKS);
        Queue<String> made = new ConcurrentLinkedQueue<>();
        long begin = System.nanoTime();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            threads.add(CompletableFuture.runAsync(() -> start(image, left, made), Thread::startVirtualThread));
        }
        threads.forEach(CompletableFuture::join);
        if (counts) {
            docker.add(System.nanoTime() - begin);
        }
        long less = System.nanoTime();
        made.stream()
                .map(id -> CompletableFuture.runAsync(() -> stop(id), Thread::startVirtualThread))
                .toList()
                .forEach(CompletableFuture::join);
        if (counts) {
            dockerStops.add(System.nanoTime() - less);
        }
        for (String id : made) {
            engine.remove(id);
        }
    }

    private static void stop(String id) {
        try (DockerSocket own = new DockerSocket()) {
            own.stop(id, STOP_SECONDS);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void start(String image, AtomicInteger left, Queue<String> made) {
        try (DockerSocket own = new DockerSocket()) {
            while (left.getAndDecrement() > 0) {
                made.add(own.run(image, COMMAND));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void service(SignedCalls calls, DockerSocket engine, String name, boolean counts) throws IOException {
        long begin = System.nanoTime();
        calls.ok(
                "CreateService",
                named("serviceName", name).put("taskDefinition", FAMILY).put("desiredCount", TASKS));
        await(name + " is steady", () -> isSteady(calls, name));
        final long steadyAt = System.nanoTime();

        Set<String> before = new HashSet<>(tasks(calls, name));
        String victim = container(calls, before.iterator().next());
        long killed = System.nanoTime();
        engine.kill(victim);
        await(name + " has a new task", () -> !before.containsAll(tasks(calls, name)));
        final long decided = System.nanoTime();
        await(name + " is steady again", () -> isSteady(calls, name));

        long less = System.nanoTime();
        calls.ok("UpdateService", named("service", name).put("desiredCount", 0));
        await(
                name + " has no tasks",
                () -> describe(calls, name).path("runningCount").asInt() == 0 && stopped(calls, name));
        if (counts) {
            steady.add(steadyAt - begin);
            replaced.add(decided - killed);
            emptied.add(System.nanoTime() - less);
        }
        calls.ok("DeleteService", named("service", name));
    }

    private static ObjectNode named(String member, String name) {
        return EcsCalls.object().put("cluster", RunningGantry.CLUSTER).put(member, name);
    }

    private static JsonNode ask(SignedCalls calls, String operation, ObjectNode input) {
        try {
            return calls.ok(operation, input);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static JsonNode describe(SignedCalls calls, String name) {
        ObjectNode input = EcsCalls.object().put("cluster", RunningGantry.CLUSTER);
        input.putArray("services").add(name);
        return ask(calls, "DescribeServices", input).path("services").path(0);
    }

    /** All run, the deployment is complete and there is no other. */
    private static boolean isSteady(SignedCalls calls, String name) {
        JsonNode service = describe(calls, name);
        JsonNode deployments = service.path("deployments");
        return service.path("runningCount").asInt() == TASKS
                && deployments.size() == 1
                && deployments.path(0).path("rolloutState").asString("").equals("COMPLETED");
    }

    /** The tasks that the service wants RUNNING. */
    private static List<String> tasks(SignedCalls calls, String name) {
        List<String> arns = new ArrayList<>();
        ask(calls, "ListTasks", named("serviceName", name)).path("taskArns").forEach(arn -> arns.add(arn.asString()));
        return arns;
    }

    private static JsonNode described(SignedCalls calls, JsonNode arns) {
        ObjectNode input = EcsCalls.object().put("cluster", RunningGantry.CLUSTER);
        input.set("tasks", arns);
        return ask(calls, "DescribeTasks", input).path("tasks");
    }

    private static String container(SignedCalls calls, String task) {
        ObjectNode one = EcsCalls.object();
        one.putArray("tasks").add(task);
        return described(calls, one.path("tasks"))
                .path(0)
                .path("containers")
                .path(0)
                .path("runtimeId")
                .asString();
    }

    private static boolean stopped(SignedCalls calls, String name) {
        JsonNode arns = ask(calls, "ListTasks", named("serviceName", name).put("desiredStatus", "STOPPED"))
                .path("taskArns");
        for (JsonNode task : described(calls, arns)) {
            if (!task.path("lastStatus").asString("").equals("STOPPED")) {
                return false;
            }
        }
        return true;
    }

    private static void await(String what, BooleanSupplier done) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not within " + LIMIT + ": " + what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
