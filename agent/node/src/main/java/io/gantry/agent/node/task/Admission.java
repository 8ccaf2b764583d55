package io.gantry.agent.node.task;

import io.gantry.agent.protocol.ContainerPayload;
import io.gantry.agent.protocol.TaskPayload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reserves the host's resources for tasks in the order they came (agent-protocol.md 10.3): the first that does not fit holds
 * back all later ones. A task keeps its share until it has stopped.
 *
 * @param cpu CPU units of the host
 * @param memory MiB of the host, without its reserve
 */
public record Admission(long cpu, long memory) {

    /** What a task takes: CPU units, MiB and static host ports, {@code port/protocol}. */
    public record Demand(long cpu, long memory, Set<String> ports) {
        public Demand {
            ports = Set.copyOf(ports);
        }
    }

    /** The tasks that may begin now, in order. */
    public List<NodeTask> admissible(Collection<NodeTask> tasks) {
        long freeCpu = cpu;
        long freeMemory = memory;
        Set<String> ports = new HashSet<>();
        List<NodeTask> waiting = new ArrayList<>();
        for (NodeTask task : tasks) {
            if (task.admitted() && task.stoppedAt().isEmpty()) {
                Demand demand = demand(task.payload());
                freeCpu -= demand.cpu();
                freeMemory -= demand.memory();
                ports.addAll(demand.ports());
            } else if (!task.admitted() && !task.stopWanted()) {
                waiting.add(task);
            }
        }
        waiting.sort(Comparator.comparingLong(NodeTask::order));
        List<NodeTask> admitted = new ArrayList<>();
        for (NodeTask task : waiting) {
            Demand demand = demand(task.payload());
            boolean fits = demand.cpu() <= freeCpu
                    && demand.memory() <= freeMemory
                    && demand.ports().stream().noneMatch(ports::contains);
            if (!fits) {
                break;
            }
            freeCpu -= demand.cpu();
            freeMemory -= demand.memory();
            ports.addAll(demand.ports());
            admitted.add(task);
        }
        return admitted;
    }

    /** What {@code task} takes. */
    public static Demand demand(TaskPayload task) {
        long cpu = Math.round(task.cpu() * 1024);
        long memory = task.memory();
        Set<String> ports = new HashSet<>();
        for (ContainerPayload container : task.containers()) {
            cpu += task.cpu() > 0 ? 0 : container.cpu();
            memory += task.memory() > 0 ? 0 : memory(container);
            if (task.networkMode().equals("awsvpc")) {
                // Its ports are those of its own address, not the host's.
                continue;
            }
            for (ContainerPayload.PortMapping port : container.portMappings()) {
                port.hostPort()
                        .filter(number -> number > 0)
                        .ifPresent(number ->
                                ports.add(number + "/" + (port.protocol().isEmpty() ? "tcp" : port.protocol())));
            }
        }
        return new Demand(cpu, memory, ports);
    }

    private static long memory(ContainerPayload container) {
        String host = container
                .dockerConfig()
                .map(ContainerPayload.DockerConfig::hostConfig)
                .orElse("");
        if (host.isEmpty()) {
            return container.memory();
        }
        try {
            long reserved =
                    JsonMapper.shared().readTree(host).path("MemoryReservation").asLong(0);
            return reserved > 0 ? reserved >> 20 : container.memory();
        } catch (JacksonException unreadable) {
            return container.memory();
        }
    }
}
