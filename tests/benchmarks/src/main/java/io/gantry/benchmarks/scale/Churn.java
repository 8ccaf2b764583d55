package io.gantry.benchmarks.scale;

import io.gantry.kit.Gen;
import io.gantry.kit.SimulatedEnv;
import io.gantry.models.ecs.EcsApi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.UpdateContainerInstancesStateRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/**
 * What happens in a cluster that is used, each minute: of the services a hundredth is scaled by a fifth, and one is deployed
 * anew; as many tasks crash as there are services to ten; jobs run; a machine in a thousand loses its connection. Every ten
 * minutes a machine is drained for five, every hour one is exchanged.
 */
final class Churn {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DRAINED = Duration.ofMinutes(5);
    private static final int TOGETHER = 10;

    private final ScaleServer server;
    private final ScaleHosts hosts;
    private final SimulatedEnv env;
    private final Gen gen;
    private final List<String> services;
    private final int tasksEach;
    private final Stopwatch watch;

    Churn(
            ScaleServer server,
            ScaleHosts hosts,
            SimulatedEnv env,
            Gen gen,
            ScaleWorld.Services services,
            Stopwatch watch) {
        this.server = server;
        this.hosts = hosts;
        this.env = env;
        this.gen = gen;
        this.services = services.names();
        this.tasksEach = services.tasksEach();
        this.watch = watch;
    }

    void during(Duration time) {
        Instant end = env.now().plus(time);
        for (int minute = 1; env.now().isBefore(end); minute++) {
            for (int scaled = 0; scaled <= services.size() / 100; scaled++) {
                update(in -> in.desiredCount(gen.between(tasksEach - tasksEach / 5, tasksEach + tasksEach / 5)));
            }
            update(in -> in.forceNewDeployment(true));
            for (int crash = 0; crash <= services.size() / 100; crash++) {
                crash();
            }
            for (int job = 0; job <= services.size() / 20; job++) {
                run();
            }
            for (int lost = 0; lost <= hosts.count() / 1000; lost++) {
                hosts.interrupt();
            }
            if (minute % 10 == 0) {
                drain();
            }
            if (minute % 60 == 0) {
                hosts.exchange();
            }
            env.clock().advance(MINUTE);
        }
    }

    private void update(Consumer<UpdateServiceRequest.Builder> change) {
        UpdateServiceRequest.Builder in =
                UpdateServiceRequest.builder().cluster(ScaleWorld.CLUSTER).service(gen.oneOf(services));
        change.accept(in);
        server.call(EcsApi.UPDATE_SERVICE, in.build());
    }

    /** Some tasks of a service end by themselves. */
    private void crash() {
        server.call(
                        EcsApi.LIST_TASKS,
                        ListTasksRequest.builder()
                                .cluster(ScaleWorld.CLUSTER)
                                .serviceName(gen.oneOf(services))
                                .maxResults(TOGETHER)
                                .build())
                .taskArns()
                .forEach(task -> hosts.ends(task, 1));
    }

    private void run() {
        long begin = System.nanoTime();
        RunTaskResponse answer = server.call(
                EcsApi.RUN_TASK,
                RunTaskRequest.builder()
                        .cluster(ScaleWorld.CLUSTER)
                        .taskDefinition(ScaleWorld.JOB)
                        .build());
        watch.launched(System.nanoTime() - begin);
        if (answer.hasFailures() && !answer.failures().isEmpty()) {
            throw new IllegalStateException("no room for a job: " + answer.failures());
        }
    }

    private void drain() {
        String host = hosts.anyArn();
        state(host, "DRAINING");
        env.timers().after(DRAINED, () -> {
            if (hosts.has(host)) {
                state(host, "ACTIVE");
            }
        });
    }

    private void state(String host, String status) {
        server.call(
                EcsApi.UPDATE_CONTAINER_INSTANCES_STATE,
                UpdateContainerInstancesStateRequest.builder()
                        .cluster(ScaleWorld.CLUSTER)
                        .containerInstances(host)
                        .status(status)
                        .build());
    }
}
