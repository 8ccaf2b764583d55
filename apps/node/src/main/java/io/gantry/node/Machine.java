package io.gantry.node;

import io.gantry.agent.node.port.ContainerRuntime.Engine;
import io.gantry.agent.node.port.Host;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The host: its size, its ports, its control groups (cgroup v1 with the cgroupfs driver, and v2). */
final class Machine implements Host {
    private static final Logger LOG = LoggerFactory.getLogger(Machine.class);
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
    private static final int PERIOD_MICROS = 100_000;
    private static final long MIB = 1 << 20;

    private final boolean v2;
    private final boolean systemd;
    private final boolean limits;

    Machine(Engine engine) {
        this.v2 = engine.cgroupVersion() == 2;
        this.systemd = engine.cgroupDriver().equals("systemd");
        this.limits = tryGroup();
    }

    /** CPU units: 1024 for each processor. */
    int cpuUnits() {
        return Runtime.getRuntime().availableProcessors() * 1024;
    }

    /** MiB of memory. */
    int memoryMiB() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
                if (line.startsWith("MemTotal:")) {
                    return Integer.parseInt(line.replaceAll("\\D", "")) / 1024;
                }
            }
        } catch (IOException unreadable) {
            LOG.warn("/proc/meminfo: {}", unreadable.getMessage());
        }
        throw new IllegalStateException("the size of this host's memory cannot be read from /proc/meminfo");
    }

    /** {@code x86_64} or {@code arm64}, as ECS writes it. */
    static String architecture() {
        String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return name.equals("aarch64") || name.equals("arm64") ? "arm64" : "x86_64";
    }

    /** Whether tasks can be limited as a whole. */
    boolean taskLimits() {
        return limits;
    }

    @Override
    public boolean bindable(int port, String protocol) {
        try {
            if (protocol.equals("udp")) {
                try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("0.0.0.0", port))) {
                    return socket.isBound();
                }
            }
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress("0.0.0.0", port));
                return true;
            }
        } catch (IOException taken) {
            return false;
        }
    }

    @Override
    public Optional<String> createTaskGroup(String taskId, double cpu, int memoryMiB) {
        if (!limits) {
            return Optional.empty();
        }
        try {
            if (v2) {
                Path group = Files.createDirectories(CGROUPS.resolve(v2Name(taskId)));
                if (cpu > 0) {
                    write(group.resolve("cpu.max"), Math.round(cpu * PERIOD_MICROS) + " " + PERIOD_MICROS);
                }
                if (memoryMiB > 0) {
                    write(group.resolve("memory.max"), Long.toString(memoryMiB * MIB));
                }
                return Optional.of("/" + v2Name(taskId));
            }
            Path cpuGroup = Files.createDirectories(v1("cpu", taskId));
            if (cpu > 0) {
                write(cpuGroup.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
                write(cpuGroup.resolve("cpu.cfs_quota_us"), Long.toString(Math.round(cpu * PERIOD_MICROS)));
            }
            Path memoryGroup = Files.createDirectories(v1("memory", taskId));
            if (memoryMiB > 0) {
                write(memoryGroup.resolve("memory.limit_in_bytes"), Long.toString(memoryMiB * MIB));
            }
            return Optional.of("/ecs/" + taskId);
        } catch (IOException refused) {
            LOG.warn("task {} runs without limits of its own: {}", taskId, refused.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void removeTaskGroup(String taskId) {
        if (!limits) {
            return;
        }
        // Docker makes the group in every hierarchy; each goes once its containers' groups have gone.
        List<Path> groups = v2
                ? List.of(CGROUPS.resolve(v2Name(taskId)))
                : hierarchies().stream()
                        .map(h -> h.resolve("ecs").resolve(taskId))
                        .toList();
        for (Path group : groups) {
            try {
                Files.deleteIfExists(group);
            } catch (IOException busy) {
                LOG.debug("{}: {}", group, busy.getMessage());
            }
        }
    }

    private static List<Path> hierarchies() {
        try (var entries = Files.list(CGROUPS)) {
            return entries.filter(Files::isDirectory).toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    /** Systemd owns its slices: groups are made by hand only where the engine makes its own by hand. */
    private boolean tryGroup() {
        if (systemd) {
            return false;
        }
        try {
            if (v2) {
                Path probe = Files.createDirectories(CGROUPS.resolve("ecstasks-probe"));
                boolean controllers =
                        Files.exists(probe.resolve("memory.max")) && Files.exists(probe.resolve("cpu.max"));
                Files.deleteIfExists(probe);
                return controllers;
            }
            Files.createDirectories(CGROUPS.resolve("cpu").resolve("ecs"));
            Path memory = Files.createDirectories(CGROUPS.resolve("memory").resolve("ecs"));
            write(memory.resolve("memory.use_hierarchy"), "1");
            return true;
        } catch (IOException refused) {
            LOG.info("tasks are not limited as a whole: {}", refused.getMessage());
            return false;
        }
    }

    private static Path v1(String controller, String taskId) {
        return CGROUPS.resolve(controller).resolve("ecs").resolve(taskId);
    }

    private static String v2Name(String taskId) {
        return "ecstasks-" + taskId + ".slice";
    }

    private static void write(Path file, String value) throws IOException {
        if (Files.exists(file) && !Files.readString(file).strip().equals(value)) {
            Files.write(file, value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
