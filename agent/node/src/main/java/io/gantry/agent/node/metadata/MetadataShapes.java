package io.gantry.agent.node.metadata;

import io.gantry.agent.node.container.Labels;
import io.gantry.agent.node.container.Ports;
import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.task.NodeContainer;
import io.gantry.agent.node.task.NodeTask;
import io.gantry.agent.protocol.ContainerPayload;
import io.gantry.agent.protocol.ContainerPayload.DockerConfig;
import io.gantry.agent.protocol.ElasticNetworkInterface;
import io.gantry.agent.protocol.TaskPayload;
import io.gantry.agent.protocol.TaskStateChange.NetworkBinding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The shapes of task metadata, versions 3 and 4: pure functions of what the node knows and what the engine says.
 *
 * @param cluster as the node is configured
 * @param node this node's id
 * @param availabilityZone where the host stands
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4.html">AWS: task metadata version 4</a>
 */
public record MetadataShapes(String cluster, String node, String availabilityZone) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String RUNNING = "RUNNING";

    /** The versions of the shapes. The third has less. */
    enum Version {
        V3,
        V4
    }

    /** A container as the node knows it, and as the engine describes it where it does. */
    record Seen(NodeContainer container, Optional<Container> engine) {}

    /** One container. */
    ObjectNode container(NodeTask task, Seen seen, Version version) {
        NodeContainer known = seen.container();
        ContainerPayload wanted = task.wanted(known.name());
        ObjectNode shape = JSON.createObjectNode();
        shape.put("DockerId", known.runtimeId());
        shape.put("Name", known.name());
        shape.put("DockerName", known.runtimeName());
        shape.put("Image", wanted.image());
        shape.put("ImageID", seen.engine().map(Container::imageId).orElse(""));
        ports(task, known, shape);
        ObjectNode labels = shape.withObjectProperty("Labels");
        seen.engine()
                .map(Container::labels)
                .orElseGet(() -> Labels.of(task.payload(), known.name(), cluster, node))
                .forEach(labels::put);
        shape.put("DesiredStatus", desired(task));
        shape.put("KnownStatus", known.known().name());
        known.exitCode().ifPresent(code -> shape.put("ExitCode", code));
        limits(shape, wanted.cpu(), wanted.memory());
        time(shape, "CreatedAt", seen.engine().flatMap(Container::createdAt).or(known::createdAt));
        time(shape, "StartedAt", seen.engine().flatMap(Container::startedAt).or(known::startedAt));
        time(shape, "FinishedAt", known.finishedAt());
        shape.put("Type", "NORMAL");
        health(task, seen, shape);
        networks(task.payload(), seen.engine(), shape, version);
        if (version == Version.V4) {
            rest(wanted, seen, shape);
        }
        return shape;
    }

    /** A task with its containers. */
    ObjectNode task(NodeTask task, List<Seen> containers, Version version) {
        TaskPayload payload = task.payload();
        ObjectNode shape = JSON.createObjectNode();
        shape.put("Cluster", cluster);
        shape.put("TaskARN", task.arn());
        shape.put("Family", payload.family());
        shape.put("Revision", payload.version());
        shape.put("DesiredStatus", desired(task));
        shape.put("KnownStatus", task.known().name());
        if (payload.cpu() > 0 || payload.memory() > 0) {
            ObjectNode limits = shape.putObject("Limits");
            if (payload.cpu() > 0) {
                limits.put("CPU", payload.cpu());
            }
            if (payload.memory() > 0) {
                limits.put("Memory", payload.memory());
            }
        }
        time(shape, "PullStartedAt", task.pullStartedAt());
        time(shape, "PullStoppedAt", task.pullStoppedAt());
        time(shape, "ExecutionStoppedAt", task.executionStoppedAt());
        if (!availabilityZone.isEmpty()) {
            shape.put("AvailabilityZone", availabilityZone);
        }
        if (version == Version.V4) {
            text(shape, "LaunchType", payload.launchType());
            text(shape, "ServiceName", payload.serviceName());
            payload.elasticNetworkInterfaces().stream()
                    .flatMap(eni -> eni.vpc().stream())
                    .findFirst()
                    .ifPresent(vpc -> shape.put("VPCID", vpc.vpcId()));
            shape.put("FaultInjectionEnabled", payload.enableFaultInjection());
        }
        ArrayNode list = shape.putArray("Containers");
        containers.forEach(one -> list.add(container(task, one, version)));
        return shape;
    }

    private static String desired(NodeTask task) {
        return task.stopWanted() ? "STOPPED" : RUNNING;
    }

    private static void limits(ObjectNode shape, int cpu, int memory) {
        ObjectNode limits = shape.putObject("Limits");
        limits.put("CPU", cpu);
        limits.put("Memory", memory);
    }

    private static void ports(NodeTask task, NodeContainer known, ObjectNode shape) {
        String mode = task.payload().networkMode();
        if (mode.equals("awsvpc") || mode.equals("host")) {
            for (ContainerPayload.PortMapping mapping :
                    task.wanted(known.name()).portMappings()) {
                mapping.containerPort().ifPresent(number -> {
                    ObjectNode port = shape.withArrayProperty("Ports").addObject();
                    port.put("ContainerPort", number);
                    port.put("Protocol", mapping.protocol().isEmpty() ? "tcp" : mapping.protocol());
                    if (mode.equals("host")) {
                        port.put("HostPort", number);
                    }
                });
            }
            return;
        }
        for (NetworkBinding binding : known.bindings()) {
            for (int[] pair : Ports.pairs(binding)) {
                ObjectNode port = shape.withArrayProperty("Ports").addObject();
                port.put("ContainerPort", pair[0]);
                port.put("Protocol", binding.protocol());
                port.put("HostPort", pair[1]);
                text(port, "HostIp", binding.bindIP());
            }
        }
    }

    private static void health(NodeTask task, Seen seen, ObjectNode shape) {
        if (!task.checksHealth(seen.container().name())) {
            return;
        }
        ObjectNode health = shape.putObject("Health");
        health.put("status", seen.container().health());
        time(health, "statusSince", seen.container().healthSince());
        seen.engine().flatMap(Container::healthOutput).ifPresent(output -> health.put("output", output));
    }

    private static void networks(TaskPayload task, Optional<Container> engine, ObjectNode shape, Version version) {
        ArrayNode networks = shape.putArray("Networks");
        if (task.networkMode().equals("awsvpc")) {
            for (ElasticNetworkInterface eni : task.elasticNetworkInterfaces()) {
                networks.add(network(eni, version));
            }
            return;
        }
        ObjectNode network = networks.addObject();
        String mode = task.networkMode().isEmpty() ? "bridge" : task.networkMode();
        network.put("NetworkMode", mode);
        ArrayNode addresses = network.putArray("IPv4Addresses");
        engine.map(Container::networkAddresses).orElse(Map.of()).values().stream()
                .filter(address -> !address.isEmpty())
                .forEach(addresses::add);
    }

    private static ObjectNode network(ElasticNetworkInterface eni, Version version) {
        ObjectNode network = JSON.createObjectNode();
        network.put("NetworkMode", "awsvpc");
        ArrayNode addresses = network.putArray("IPv4Addresses");
        eni.ipv4Addresses().forEach(address -> addresses.add(address.privateAddress()));
        if (version == Version.V4) {
            network.put("AttachmentIndex", eni.index());
            network.put("MACAddress", eni.macAddress());
            text(network, "SubnetGatewayIpv4Address", eni.subnetGatewayIpv4Address());
            texts(network, "DomainNameServers", eni.domainNameServers());
            texts(network, "DomainNameSearchList", eni.domainName());
            text(network, "PrivateDNSName", eni.privateDnsName());
        }
        return network;
    }

    private static void rest(ContainerPayload wanted, Seen seen, ObjectNode shape) {
        text(shape, "ContainerARN", wanted.containerArn());
        seen.engine().map(Container::mounts).orElse(List.of()).forEach(mount -> {
            ObjectNode volume = shape.withArrayProperty("Volumes").addObject();
            text(volume, "DockerName", mount.volumeName());
            volume.put("Source", mount.source());
            volume.put("Destination", mount.destination());
        });
        JsonNode log = logging(wanted);
        shape.put("LogDriver", log.path("Type").asString("json-file"));
        if (!log.path("Config").isEmpty()) {
            shape.set("LogOptions", log.path("Config"));
        }
        if (wanted.restartPolicy().isPresent()) {
            shape.put("RestartCount", seen.container().restartCount());
        }
    }

    /** The definition's own words: where the output really is kept is this host's matter. */
    private static JsonNode logging(ContainerPayload wanted) {
        try {
            String host = wanted.dockerConfig().map(DockerConfig::hostConfig).orElse("");
            return host.isBlank()
                    ? JSON.createObjectNode()
                    : JSON.readTree(host).path("LogConfig");
        } catch (JacksonException unreadable) {
            // Such a container was never created, so nobody asks for it.
            return JSON.createObjectNode();
        }
    }

    private static void time(ObjectNode shape, String member, Optional<Instant> at) {
        at.ifPresent(moment -> shape.put(member, moment.toString()));
    }

    private static void text(ObjectNode shape, String member, String value) {
        if (!value.isEmpty()) {
            shape.put(member, value);
        }
    }

    private static void texts(ObjectNode shape, String member, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = shape.putArray(member);
            values.forEach(array::add);
        }
    }
}
