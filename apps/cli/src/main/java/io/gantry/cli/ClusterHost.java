package io.gantry.cli;

import io.gantry.placement.Free;
import io.gantry.placement.Host;
import io.gantry.placement.HostKind;
import io.gantry.placement.Tally;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A container instance as DescribeContainerInstances shows it, and as placement sees it.
 *
 * @param status as AWS prints it; only ACTIVE ones are given tasks
 * @param registeredCpu CPU units in all
 * @param registeredMemory MiB in all
 * @param reservedPorts those that the host keeps for itself, of either protocol
 */
record ClusterHost(
        Host host,
        String status,
        int runningTasks,
        int registeredCpu,
        int registeredMemory,
        Set<Integer> reservedPorts) {
    ClusterHost {
        reservedPorts = Set.copyOf(reservedPorts);
    }

    /**
     * From AWS's shape.
     *
     * @param groups how many tasks of each group it holds
     */
    static ClusterHost of(JsonNode instance, Tally groups) {
        Map<String, String> attributes = new HashMap<>();
        for (JsonNode attribute : instance.path("attributes")) {
            attributes.put(EcsReader.text(attribute, "name"), EcsReader.text(attribute, "value"));
        }
        JsonNode remaining = instance.path("remainingResources");
        JsonNode registered = instance.path("registeredResources");
        Host host = new Host(
                EcsReader.last(EcsReader.text(instance, "containerInstanceArn")),
                new HostKind(attributes, EcsReader.text(instance.path("versionInfo"), "agentVersion")),
                EcsReader.text(instance, "ec2InstanceId"),
                ServiceLook.moment(instance, "registeredAt").orElse(Instant.EPOCH),
                instance.path("agentConnected").asBoolean(false),
                new Free(
                        amount(remaining, "CPU"),
                        amount(remaining, "MEMORY"),
                        find(remaining, "GPU")
                                .map(gpus -> gpus.path("stringSetValue").size())
                                .orElse(0),
                        Integer.MAX_VALUE,
                        ports(remaining, "PORTS"),
                        ports(remaining, "PORTS_UDP")),
                groups);
        Set<Integer> reserved = new HashSet<>(ports(registered, "PORTS"));
        reserved.addAll(ports(registered, "PORTS_UDP"));
        return new ClusterHost(
                host,
                EcsReader.text(instance, "status"),
                instance.path("runningTasksCount").asInt(0),
                amount(registered, "CPU"),
                amount(registered, "MEMORY"),
                reserved);
    }

    private static Optional<JsonNode> find(JsonNode resources, String name) {
        return resources
                .valueStream()
                .filter(resource -> EcsReader.text(resource, "name").equals(name))
                .findFirst();
    }

    private static int amount(JsonNode resources, String name) {
        return find(resources, name)
                .map(resource -> resource.path("integerValue").asInt(0))
                .orElse(0);
    }

    /** The ports among the remaining resources are those that are taken. */
    private static Set<Integer> ports(JsonNode resources, String name) {
        Set<Integer> ports = new HashSet<>();
        find(resources, name)
                .ifPresent(resource -> resource.path("stringSetValue")
                        .forEach(port -> ports.add(Integer.parseInt(port.asString("0")))));
        return ports;
    }
}
