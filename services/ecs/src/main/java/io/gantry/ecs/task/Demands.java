package io.gantry.ecs.task;

import io.gantry.ecs.instance.Claim;
import io.gantry.placement.Demand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.PortMapping;

/**
 * What a task takes from its host. The agent reserves by the same rule before it starts anything, and a task that does not
 * fit blocks all behind it; so we must never place more.
 */
final class Demands {
    private static final String EXTERNAL = "ecs.capability.external";
    private static final String EXECUTE_COMMAND = "ecs.capability.execute-command";

    private Demands() {}

    static Demand of(EffectiveDefinition effective, String launchType, boolean executeCommand) {
        List<ContainerDefinition> containers = effective.definition().containerDefinitions();
        int cpu = effective.cpu() > 0
                ? effective.cpu()
                : containers.stream().mapToInt(one -> value(one.cpu())).sum();
        int memory = effective.memory() > 0
                ? effective.memory()
                : containers.stream().mapToInt(Demands::memory).sum();
        String mode = effective.definition().networkModeAsString();
        return new Demand(
                cpu,
                memory,
                ports(containers, mode, "tcp"),
                ports(containers, mode, "udp"),
                0,
                0,
                attributes(effective, launchType, executeCommand));
    }

    /** The claim of the task with this record id. */
    static Claim claim(Demand demand, String taskId, String group) {
        return new Claim(taskId, demand.cpu(), demand.memory(), demand.tcpPorts(), demand.udpPorts(), List.of(), group);
    }

    private static int memory(ContainerDefinition container) {
        int reserved = value(container.memoryReservation());
        return reserved > 0 ? reserved : value(container.memory());
    }

    static int value(Integer number) {
        return number == null ? 0 : number;
    }

    /** Ports of the host; a task with a network of its own takes none. */
    private static Set<Integer> ports(List<ContainerDefinition> containers, String mode, String protocol) {
        Set<Integer> ports = new HashSet<>();
        if ("awsvpc".equals(mode)) {
            return ports;
        }
        for (ContainerDefinition container : containers) {
            for (PortMapping mapping : container.portMappings()) {
                String spoken = Optional.ofNullable(mapping.protocolAsString()).orElse("tcp");
                if (spoken.equals(protocol)) {
                    ports.addAll(ports(mapping, "host".equals(mode)));
                }
            }
        }
        return ports;
    }

    /** Ports of the host's own interface; a bridge's dynamic ones are the agent's to choose. */
    private static Set<Integer> ports(PortMapping mapping, boolean onHost) {
        Set<Integer> ports = new HashSet<>();
        if (value(mapping.hostPort()) > 0) {
            ports.add(mapping.hostPort());
        } else if (onHost && value(mapping.containerPort()) > 0) {
            ports.add(mapping.containerPort());
        } else if (onHost && mapping.containerPortRange() != null) {
            String[] range = mapping.containerPortRange().split("-", 2);
            for (int port = Integer.parseInt(range[0]); port <= Integer.parseInt(range[range.length - 1]); port++) {
                ports.add(port);
            }
        }
        return ports;
    }

    private static List<Map.Entry<String, String>> attributes(
            EffectiveDefinition effective, String launchType, boolean executeCommand) {
        List<Map.Entry<String, String>> needed = new ArrayList<>();
        effective
                .definition()
                .requiresAttributes()
                .forEach(attribute -> needed.add(Map.entry(
                        attribute.name(), Optional.ofNullable(attribute.value()).orElse(""))));
        Optional.ofNullable(effective.definition().runtimePlatform())
                .map(platform -> platform.cpuArchitectureAsString())
                .ifPresent(cpu -> needed.add(Map.entry("ecs.cpu-architecture", cpu.toLowerCase(Locale.ROOT))));
        if (launchType.equals("EXTERNAL")) {
            needed.add(Map.entry(EXTERNAL, ""));
        }
        if (executeCommand) {
            needed.add(Map.entry(EXECUTE_COMMAND, ""));
        }
        return needed;
    }
}
