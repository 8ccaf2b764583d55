package io.gantry.node;

import io.gantry.agent.node.port.ContainerRuntime.Engine;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parent groups of tasks, which limit all containers of a task together (agent-protocol.md 11.5). Where the engine makes
 * its groups by hand (cgroupfs), so do we, in version 1 and 2; where systemd owns them, each task gets a slice of systemd.
 */
final class TaskGroups {
    private static final Logger LOG = LoggerFactory.getLogger(TaskGroups.class);
    private static final int PERIOD_MICROS = 100_000;
    private static final long MIB = 1 << 20;
    private static final int PATIENCE_SECONDS = 30;

    private final Path root;
    private final String systemctl;
    private final int pids;
    private final boolean v2;
    private final boolean systemd;
    private final boolean usable;

    /**
     * @param root where the host's control groups are mounted
     * @param systemctl the program to ask systemd with
     * @param pids how many processes a task may have, 0 for no limit
     */
    TaskGroups(Engine engine, Path root, String systemctl, int pids) {
        this.root = root;
        this.systemctl = systemctl;
        this.pids = pids;
        this.v2 = engine.cgroupVersion() == 2;
        this.systemd = engine.cgroupDriver().equals("systemd");
        this.usable = probe();
    }

    /** Whether tasks can be limited as a whole. */
    boolean usable() {
        return usable;
    }

    /** Whether each task is limited, also where its definition says nothing. */
    boolean limitsEveryTask() {
        return usable && pids > 0;
    }

    /**
     * Makes a task's group, or finds it.
     *
     * @return what its containers name as their parent; empty where tasks cannot be limited
     * @throws RuntimeFailure when this one cannot
     */
    Optional<String> create(String taskId, double cpu, int memoryMiB) {
        if (!usable) {
            return Optional.empty();
        }
        try {
            if (systemd) {
                ask(properties(taskId, cpu, memoryMiB));
                return Optional.of(slice(taskId));
            }
            return Optional.of(v2 ? createV2(taskId, cpu, memoryMiB) : createV1(taskId, cpu, memoryMiB));
        } catch (IOException refused) {
            throw new RuntimeFailure(
                    Kind.REFUSED, "unable to create cgroup for task " + taskId + ": " + refused.getMessage(), refused);
        }
    }

    /** Removes it; nothing when it is gone. */
    void remove(String taskId) {
        if (!usable) {
            return;
        }
        if (systemd) {
            for (String verb : List.of("stop", "revert")) {
                quietly(() -> ask(List.of(systemctl, verb, slice(taskId))), taskId);
            }
            return;
        }
        // Docker makes the group in every hierarchy; each goes once its containers' groups have gone.
        List<Path> groups = v2
                ? List.of(root.resolve(slice(taskId)))
                : hierarchies().stream()
                        .map(h -> h.resolve("ecs").resolve(taskId))
                        .toList();
        for (Path group : groups) {
            quietly(() -> Files.deleteIfExists(group), taskId);
        }
    }

    private interface Removal {
        void run() throws IOException;
    }

    private static void quietly(Removal removal, String taskId) {
        try {
            removal.run();
        } catch (IOException busy) {
            LOG.debug("group of task {}: {}", taskId, busy.getMessage());
        }
    }

    private String createV1(String taskId, double cpu, int memoryMiB) throws IOException {
        Path cpuGroup = Files.createDirectories(v1("cpu", taskId));
        if (cpu > 0) {
            write(cpuGroup.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
            write(cpuGroup.resolve("cpu.cfs_quota_us"), Long.toString(Math.round(cpu * PERIOD_MICROS)));
        }
        Path memoryGroup = Files.createDirectories(v1("memory", taskId));
        if (memoryMiB > 0) {
            write(memoryGroup.resolve("memory.limit_in_bytes"), Long.toString(memoryMiB * MIB));
        }
        limitProcesses(root.resolve("pids").resolve("ecs").resolve(taskId));
        return "/ecs/" + taskId;
    }

    private String createV2(String taskId, double cpu, int memoryMiB) throws IOException {
        Path group = Files.createDirectories(root.resolve(slice(taskId)));
        if (cpu > 0) {
            write(group.resolve("cpu.max"), Math.round(cpu * PERIOD_MICROS) + " " + PERIOD_MICROS);
        }
        if (memoryMiB > 0) {
            write(group.resolve("memory.max"), Long.toString(memoryMiB * MIB));
        }
        limitProcesses(group);
        return "/" + slice(taskId);
    }

    private void limitProcesses(Path group) throws IOException {
        if (pids > 0) {
            Path limit = Files.createDirectories(group).resolve("pids.max");
            if (!Files.exists(limit)) {
                throw new IOException("node.task-pids-limit is set, but the kernel's pids controller is not at hand");
            }
            write(limit, Integer.toString(pids));
        }
    }

    /** A slice needs no unit file: setting its properties makes it known, and its first container starts it. */
    private List<String> properties(String taskId, double cpu, int memoryMiB) {
        List<String> words = new ArrayList<>(List.of(systemctl, "set-property", "--runtime", slice(taskId)));
        if (cpu > 0) {
            words.add("CPUQuota=" + Math.max(1, Math.round(cpu * 100)) + "%");
        }
        if (memoryMiB > 0) {
            words.add((v2 ? "MemoryMax=" : "MemoryLimit=") + memoryMiB * MIB);
        }
        if (pids > 0) {
            words.add("TasksMax=" + pids);
        }
        return words;
    }

    private static void ask(List<String> words) throws IOException {
        Path said = Files.createTempFile("gantry-systemctl", ".txt");
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", words) + " did not end");
            }
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", words) + ": "
                        + Files.readString(said, StandardCharsets.UTF_8).strip());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } finally {
            Files.delete(said);
        }
    }

    private boolean probe() {
        try {
            if (systemd) {
                ask(List.of(systemctl, "show", "--property=Version"));
                return true;
            }
            if (v2) {
                Path probe = Files.createDirectories(root.resolve("ecstasks-probe.slice"));
                boolean controllers =
                        Files.exists(probe.resolve("memory.max")) && Files.exists(probe.resolve("cpu.max"));
                quietly(() -> Files.deleteIfExists(probe), "probe");
                return controllers;
            }
            Files.createDirectories(root.resolve("cpu").resolve("ecs"));
            Path memory = Files.createDirectories(root.resolve("memory").resolve("ecs"));
            write(memory.resolve("memory.use_hierarchy"), "1");
            return true;
        } catch (IOException refused) {
            LOG.info("tasks are not limited as a whole: {}", refused.getMessage());
            return false;
        }
    }

    private List<Path> hierarchies() {
        try (var entries = Files.list(root)) {
            return entries.filter(Files::isDirectory).toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    private Path v1(String controller, String taskId) {
        return root.resolve(controller).resolve("ecs").resolve(taskId);
    }

    private static String slice(String taskId) {
        return "ecstasks-" + taskId + ".slice";
    }

    private static void write(Path file, String value) throws IOException {
        if (Files.exists(file) && !Files.readString(file).strip().equals(value)) {
            Files.write(file, value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
