package io.gantry.agent.node.container;

import io.gantry.agent.node.port.ContainerRuntime.ContainerSpec;
import io.gantry.agent.node.sandbox.PauseImage;
import io.gantry.agent.node.task.Sandbox;
import io.gantry.agent.protocol.ContainerPayload;
import io.gantry.agent.protocol.ContainerPayload.DockerConfig;
import io.gantry.agent.protocol.TaskPayload;
import io.gantry.agent.protocol.TaskStateChange.NetworkBinding;
import io.gantry.agent.protocol.VolumePayload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON with which Docker creates a container (agent-protocol.md 11.1-11.4): typed members of the payload first, then the
 * payload's own Docker JSON laid over them, then what is ours.
 *
 * @param cluster the cluster as the node is configured
 * @param node this node's id
 * @param region the node's region
 * @param logDrivers drivers that the engine is left to use; a definition that names another runs with {@code json-file}
 * @param external the instance is outside EC2
 * @param taskEndpoint where containers ask about themselves, a URL without a path; empty where they cannot
 */
public record ContainerBody(
        String cluster, String node, String region, Set<String> logDrivers, boolean external, String taskEndpoint) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long MIB = 1 << 20;
    private static final long LEAST_MEMORY = 4 * MIB;
    private static final int MOST_SHARES = 262144;
    private static final String FILE_DRIVER = FileRotation.DRIVER;
    /** The address that the SDKs know: under any other a container is told the whole URL of its credentials. */
    private static final String WELL_KNOWN = "http://169.254.170.2";

    public ContainerBody {
        logDrivers = Set.copyOf(logDrivers);
    }

    /**
     * What belongs to one creation and not to the payload.
     *
     * @param sandbox the engine's name of the container that holds the task's network; empty where the task has none of its own
     */
    public record Circumstances(
            String endpointId,
            List<NetworkBinding> bindings,
            String cgroupParent,
            Optional<String> credentialsId,
            Optional<String> sandbox) {
        public Circumstances {
            bindings = List.copyOf(bindings);
        }
    }

    /**
     * The creation of {@code container}.
     *
     * @throws IllegalArgumentException when the payload's own Docker JSON is none
     */
    public ContainerSpec spec(TaskPayload task, ContainerPayload container, Circumstances circumstances) {
        ObjectNode config = JSON.createObjectNode();
        ObjectNode host = JSON.createObjectNode();
        config.put("Image", container.image());
        texts(config, "Cmd", container.command());
        texts(config, "Entrypoint", container.entryPoint());
        shares(container, host);
        mounts(task, container, host);
        links(task, container, host);
        if (!circumstances.cgroupParent().isEmpty()) {
            host.put("CgroupParent", circumstances.cgroupParent());
        }
        namespaces(task, host);
        lay(container.dockerConfig().map(DockerConfig::config).orElse(""), config, "config");
        lay(container.dockerConfig().map(DockerConfig::hostConfig).orElse(""), host, "hostConfig");
        if (task.networkMode().equals("awsvpc")) {
            host.put("NetworkMode", "container:" + circumstances.sandbox().orElseGet(() -> Names.sandbox(task)));
        } else if (!host.has("NetworkMode")) {
            host.put("NetworkMode", task.networkMode().isEmpty() ? "bridge" : task.networkMode());
        }
        ports(config, host, circumstances.bindings());
        environment(container, config, circumstances);
        ObjectNode labels = config.withObjectProperty("Labels");
        Labels.of(task, container.name(), cluster, node).forEach(labels::put);
        logging(host, labels);
        config.set("HostConfig", host);
        return new ContainerSpec(Names.container(task, container.name()), JSON.writeValueAsString(config));
    }

    /**
     * The creation of a sandbox that belongs to no task yet.
     *
     * @param id anything that no other has
     */
    public ContainerSpec spare(String id) {
        ObjectNode config = JSON.createObjectNode();
        config.set("HostConfig", bare(config));
        Labels.ofSpare(Sandbox.CONTAINER, cluster, node).forEach(config.putObject("Labels")::put);
        return new ContainerSpec(Names.spare(id), JSON.writeValueAsString(config));
    }

    private static ObjectNode bare(ObjectNode config) {
        config.put("Image", PauseImage.NAME);
        ObjectNode host = JSON.createObjectNode().put("NetworkMode", "none");
        host.putObject("LogConfig").put("Type", "none");
        return host;
    }

    /**
     * The creation of a task's sandbox: it has the host name that all containers of the task share, and no network but what its
     * namespace is connected with.
     *
     * @param name the engine's name for it
     */
    public ContainerSpec sandbox(TaskPayload task, String name, String cgroupParent) {
        ObjectNode config = JSON.createObjectNode();
        ObjectNode host = bare(config);
        if (!cgroupParent.isEmpty()) {
            host.put("CgroupParent", cgroupParent);
        }
        task.elasticNetworkInterfaces().stream().findFirst().ifPresent(eni -> {
            if (!eni.privateDnsName().isEmpty()) {
                config.put("Hostname", eni.privateDnsName());
                texts(
                        host,
                        "ExtraHosts",
                        eni.ipv4Addresses().stream()
                                .map(ip -> eni.privateDnsName() + ":" + ip.privateAddress())
                                .toList());
            }
        });
        ObjectNode labels = config.putObject("Labels");
        Labels.of(task, Sandbox.CONTAINER, cluster, node).forEach(labels::put);
        config.set("HostConfig", host);
        return new ContainerSpec(name, JSON.writeValueAsString(config));
    }

    private static void shares(ContainerPayload container, ObjectNode host) {
        host.put("CpuShares", Math.clamp(container.cpu(), 2, MOST_SHARES));
        if (container.memory() > 0) {
            host.put("Memory", Math.max(LEAST_MEMORY, container.memory() * MIB));
        }
    }

    private static void mounts(TaskPayload task, ContainerPayload container, ObjectNode host) {
        ArrayNode binds = JSON.createArrayNode();
        for (ContainerPayload.MountPoint mount : container.mountPoints()) {
            VolumePayload volume = task.volumes().stream()
                    .filter(v -> v.name().equals(mount.sourceVolume()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no volume named " + mount.sourceVolume()));
            binds.add(Volumes.source(task, volume) + ":" + mount.containerPath() + (mount.readOnly() ? ":ro" : ""));
        }
        if (!binds.isEmpty()) {
            host.set("Binds", binds);
        }
        texts(
                host,
                "VolumesFrom",
                container.volumesFrom().stream()
                        .map(from -> Names.container(task, from.sourceContainer()) + (from.readOnly() ? ":ro" : ""))
                        .toList());
    }

    private static void links(TaskPayload task, ContainerPayload container, ObjectNode host) {
        texts(
                host,
                "Links",
                container.links().stream()
                        .map(link -> {
                            String[] parts = link.split(":", 2);
                            return Names.container(task, parts[0]) + ":" + (parts.length > 1 ? parts[1] : parts[0]);
                        })
                        .toList());
    }

    private static void namespaces(TaskPayload task, ObjectNode host) {
        if (task.pidMode().equals("host")) {
            host.put("PidMode", "host");
        }
        if (task.ipcMode().equals("host") || task.ipcMode().equals("none")) {
            host.put("IpcMode", task.ipcMode());
        }
    }

    private static void lay(String json, ObjectNode over, String what) {
        if (json.isBlank()) {
            return;
        }
        try {
            if (!(JSON.readTree(json) instanceof ObjectNode given)) {
                throw new IllegalArgumentException(what + " is no JSON object");
            }
            for (Map.Entry<String, JsonNode> member : given.properties()) {
                if (!member.getValue().isNull()) {
                    over.set(member.getKey(), member.getValue());
                }
            }
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException(
                    "unable to decode " + what + ": " + unreadable.getOriginalMessage(), unreadable);
        }
    }

    private static void ports(ObjectNode config, ObjectNode host, List<NetworkBinding> bindings) {
        if (bindings.isEmpty()) {
            return;
        }
        ObjectNode exposed = config.withObjectProperty("ExposedPorts");
        ObjectNode published = host.withObjectProperty("PortBindings");
        for (NetworkBinding binding : bindings) {
            for (int[] pair : Ports.pairs(binding)) {
                String port = pair[0] + "/" + binding.protocol();
                exposed.withObjectProperty(port);
                ObjectNode at = published.withArrayProperty(port).addObject();
                at.put("HostIp", binding.bindIP());
                at.put("HostPort", Integer.toString(pair[1]));
            }
        }
    }

    private void environment(ContainerPayload container, ObjectNode config, Circumstances circumstances) {
        Map<String, String> variables = new TreeMap<>(container.environment());
        if (!taskEndpoint.isEmpty()) {
            questions(circumstances, variables);
        }
        variables.putIfAbsent("AWS_EXECUTION_ENV", external ? "AWS_ECS_EXTERNAL" : "AWS_ECS_EC2");
        if (!region.isEmpty()) {
            variables.putIfAbsent("AWS_REGION", region);
            variables.putIfAbsent("AWS_DEFAULT_REGION", region);
        }
        ArrayNode env = JSON.createArrayNode();
        variables.forEach((name, value) -> env.add(name + "=" + value));
        config.set("Env", env);
    }

    private void questions(Circumstances circumstances, Map<String, String> variables) {
        variables.put("ECS_CONTAINER_METADATA_URI", taskEndpoint + "/v3/" + circumstances.endpointId());
        variables.put("ECS_CONTAINER_METADATA_URI_V4", taskEndpoint + "/v4/" + circumstances.endpointId());
        variables.put("ECS_AGENT_URI", taskEndpoint + "/api/" + circumstances.endpointId());
        circumstances.credentialsId().map(id -> "/v2/credentials/" + id).ifPresent(path -> {
            if (taskEndpoint.equals(WELL_KNOWN)) {
                variables.put("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", path);
            } else {
                variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", taskEndpoint + path);
            }
        });
    }

    /**
     * A driver that is not the engine's to run is kept in a label with its options, for whoever ships logs, and the output
     * stays on this host. Files are rotated unless the definition says otherwise.
     */
    private void logging(ObjectNode host, ObjectNode labels) {
        String driver = host.path("LogConfig").path("Type").asString("");
        if (!driver.isEmpty() && !driver.equals(FILE_DRIVER)) {
            if (logDrivers.contains(driver)) {
                return;
            }
            JsonNode wanted = host.path("LogConfig");
            labels.put(Labels.LOG_OPTIONS, JSON.writeValueAsString(wanted));
            host.remove("LogConfig");
            FileRotation.of(wanted.path("Config")).write(host.withObjectProperty("LogConfig"));
            return;
        }
        FileRotation.USUAL.write(host.withObjectProperty("LogConfig"));
    }

    /**
     * What whoever ships a container's output is told of it, as the labels of the container say it too; empty when the output stays
     * here or is the engine's to send.
     */
    public Map<String, String> shipping(TaskPayload task, ContainerPayload container) {
        ObjectNode host = JSON.createObjectNode();
        lay(container.dockerConfig().map(DockerConfig::hostConfig).orElse(""), host, "hostConfig");
        ObjectNode labels = JSON.createObjectNode();
        logging(host, labels);
        String options = labels.path(Labels.LOG_OPTIONS).asString("");
        if (options.isEmpty()) {
            return Map.of();
        }
        Map<String, String> all = new TreeMap<>(Labels.of(task, container.name(), cluster, node));
        all.put(Labels.LOG_OPTIONS, options);
        return all;
    }

    private static void texts(ObjectNode node, String member, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = node.withArrayProperty(member);
            values.forEach(array::add);
        }
    }
}
