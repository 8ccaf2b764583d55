package io.gantry.benchmarks;

import io.gantry.benchmarks.scale.Heap;
import io.gantry.benchmarks.scale.NoJournal;
import io.gantry.control.RealEnv;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.task.ContainerState;
import io.gantry.ecs.task.HealthStatus;
import io.gantry.ecs.task.NetworkBinding;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.task.TaskContainer;
import io.gantry.ecs.task.TaskCounts;
import io.gantry.ecs.task.TaskLaunch;
import io.gantry.ecs.task.TaskStatus;
import io.gantry.ecs.task.TaskTimes;
import io.gantry.ecs.task.Tasks;
import io.gantry.state.Schema;
import io.gantry.store.embedded.EmbeddedStateStore;
import io.gantry.store.embedded.Halt;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The heap that a running task of two containers takes in the store. */
final class HeapBenchmark implements Benchmark {
    private static final int TASKS = 10_000;
    private static final int TASKS_PER_INSTANCE = 50;

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public void run(Path scratch, Consumer<Figure> out) {
        try (RealEnv env = new RealEnv()) {
            out.accept(heapOfTask(env));
        }
    }

    /** Heap of a running task of two containers, its places in the indexes included. */
    private static Figure heapOfTask(RealEnv env) {
        try (EmbeddedStateStore store = EmbeddedStateStore.stepped(
                env,
                new NoJournal(),
                new Schema(List.of(Tasks.TABLE), List.of(TaskCounts.PROJECTION)),
                Halt.process())) {
            // What does not grow with the tasks, such as the decoded records that are kept and the feed, is there
            // before.
            add(store, env, TASKS);
            long before = Heap.used();
            add(store, env, TASKS);
            double each = (double) (Heap.used() - before) / TASKS;
            return new Figure("store.heap.task", "B", each, 1024, "the bar", "<= 1 KiB");
        }
    }

    private static void add(EmbeddedStateStore store, RealEnv env, int tasks) {
        for (int task = 0; task < tasks; task++) {
            int number = task;
            store.transact(tx -> {
                tx.put(Tasks.TABLE, running(env, number));
                return number;
            });
        }
    }

    private static Task running(RealEnv env, int number) {
        String instance =
                "0123456789abcdef0123456789ab" + String.format(Locale.ROOT, "%04x", number / TASKS_PER_INSTANCE);
        long now = env.now().toEpochMilli();
        return new Task(
                new Scope("123456789012", "us-east-1"),
                "default",
                env.newId(),
                "web",
                7,
                instance,
                new TaskLaunch("EC2", "family:web", "", "", "", 256, 512, "", "", false),
                TaskStatus.RUNNING,
                false,
                Optional.of(ContainerState.RUNNING),
                "",
                List.of(container(env, "nginx", 32768 + number % TASKS_PER_INSTANCE), container(env, "sidecar", 0)),
                Map.of(),
                new TaskTimes(now, now + 1, now + 2, now + 3, now + 4, 0, 0, 0, 0),
                Optional.empty(),
                false,
                Optional.empty(),
                4);
    }

    private static TaskContainer container(RealEnv env, String name, int hostPort) {
        return new TaskContainer(
                name,
                "registry.example.com/team/" + name + ":1.25",
                "sha256:9d6b58feebd2dbd3c56ab5853333d627cc6e281011cfd6050fa4bcf2072c9496",
                env.newSecret(32),
                ContainerState.RUNNING,
                Optional.empty(),
                "",
                hostPort == 0 ? List.of() : List.of(new NetworkBinding("0.0.0.0", 80, hostPort, "tcp", "", "")),
                true,
                false,
                HealthStatus.UNKNOWN,
                128,
                256,
                0,
                Optional.empty());
    }
}
