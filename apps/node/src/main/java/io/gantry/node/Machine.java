package io.gantry.node;

import io.gantry.agent.node.port.ContainerRuntime.Engine;
import io.gantry.agent.node.port.Host;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The host: its size, its ports, its control groups. */
final class Machine implements Host {
    private static final Logger LOG = LoggerFactory.getLogger(Machine.class);

    private final TaskGroups groups;

    /** @param taskPids how many processes a task may have, 0 for no limit */
    Machine(Engine engine, int taskPids) {
        this.groups = new TaskGroups(engine, Path.of("/sys/fs/cgroup"), "systemctl", taskPids);
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
        return groups.usable();
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
        return groups.create(taskId, cpu, memoryMiB);
    }

    @Override
    public boolean limitsEveryTask() {
        return groups.limitsEveryTask();
    }

    @Override
    public void removeTaskGroup(String taskId) {
        groups.remove(taskId);
    }
}
