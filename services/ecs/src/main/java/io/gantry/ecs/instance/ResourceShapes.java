package io.gantry.ecs.instance;

import io.gantry.ecs.resource.EcsErrors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.PlatformDevice;
import software.amazon.awssdk.services.ecs.model.Resource;

/** A host's resources in AWS's shape, both ways. */
final class ResourceShapes {
    private static final String CPU = "CPU";
    private static final String MEMORY = "MEMORY";
    private static final String PORTS = "PORTS";
    private static final String PORTS_UDP = "PORTS_UDP";
    private static final String GPU = "GPU";
    private static final int HIGHEST_PORT = 65_535;

    private ResourceShapes() {}

    /**
     * What an agent registers.
     *
     * @throws io.gantry.base.AwsError InvalidParameterException when a number or port is none
     */
    static Capacity capacity(List<Resource> resources, List<PlatformDevice> devices) {
        int cpu = 0;
        int memory = 0;
        Set<Integer> tcp = Set.of();
        Set<Integer> udp = Set.of();
        Map<String, List<String>> others = new HashMap<>();
        for (Resource resource : resources) {
            String name = resource.name() == null ? "" : resource.name();
            switch (name) {
                case CPU -> cpu = amount(resource);
                case MEMORY -> memory = amount(resource);
                case PORTS -> tcp = ports(resource);
                case PORTS_UDP -> udp = ports(resource);
                default -> others.put(name, resource.stringSetValue());
            }
        }
        List<String> gpus = devices.stream()
                .filter(device -> GPU.equals(device.typeAsString()))
                .map(PlatformDevice::id)
                .toList();
        return new Capacity(cpu, memory, tcp, udp, gpus, others);
    }

    private static int amount(Resource resource) {
        int amount = resource.integerValue() == null ? 0 : resource.integerValue();
        if (amount < 0) {
            throw EcsErrors.invalidParameter("Resource " + resource.name() + " cannot be negative.");
        }
        return amount;
    }

    private static Set<Integer> ports(Resource resource) {
        Set<Integer> ports = new HashSet<>();
        for (String text : resource.stringSetValue()) {
            if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > HIGHEST_PORT) {
                throw EcsErrors.invalidParameter("Invalid port in resource " + resource.name() + ": " + text);
            }
            ports.add(Integer.parseInt(text));
        }
        return ports;
    }

    /** {@code registeredResources}. */
    static List<Resource> registered(Allocation host) {
        Capacity capacity = host.capacity();
        return shapes(
                capacity,
                List.of(capacity.cpu(), capacity.memory()),
                capacity.reservedTcpPorts(),
                capacity.reservedUdpPorts(),
                capacity.gpus());
    }

    /** {@code remainingResources}; the ports are those that are taken, as on AWS. */
    static List<Resource> remaining(Allocation host) {
        return shapes(
                host.capacity(),
                List.of(host.freeCpu(), host.freeMemory()),
                host.usedTcpPorts(),
                host.usedUdpPorts(),
                host.freeGpus());
    }

    private static List<Resource> shapes(
            Capacity capacity, List<Integer> amounts, Set<Integer> tcp, Set<Integer> udp, List<String> gpus) {
        List<Resource> shapes = new ArrayList<>();
        shapes.add(number(CPU, amounts.get(0)));
        shapes.add(number(MEMORY, amounts.get(1)));
        shapes.add(texts(PORTS, numbers(tcp)));
        shapes.add(texts(PORTS_UDP, numbers(udp)));
        if (!capacity.gpus().isEmpty()) {
            shapes.add(texts(GPU, gpus));
        }
        capacity.others().forEach((name, values) -> shapes.add(texts(name, values)));
        return shapes;
    }

    private static List<String> numbers(Collection<Integer> ports) {
        return ports.stream().sorted().map(String::valueOf).toList();
    }

    private static Resource number(String name, int value) {
        return base(name, "INTEGER").integerValue(value).build();
    }

    private static Resource texts(String name, List<String> values) {
        return base(name, "STRINGSET").integerValue(0).stringSetValue(values).build();
    }

    private static Resource.Builder base(String name, String type) {
        return Resource.builder().name(name).type(type).doubleValue(0.0).longValue(0L);
    }
}
