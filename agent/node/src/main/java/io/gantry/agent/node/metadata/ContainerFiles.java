package io.gantry.agent.node.metadata;

import io.gantry.agent.node.container.Labels;
import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.ContainerSpec;
import io.gantry.agent.node.port.ContainerRuntime.State;
import io.gantry.agent.node.port.MetadataFiles;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The container metadata file: before a container is made it holds what is known by then, and from its start on everything, with
 * the status {@code READY}. A container that was made without one never gets one.
 *
 * @param files where they lie
 * @param host what all of them say of the host
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-metadata.html">AWS: container metadata file</a>
 */
public record ContainerFiles(MetadataFiles files, Facts host) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String FILE = "ecs-container-metadata.json";
    private static final String VARIABLE = "ECS_CONTAINER_METADATA_FILE=";
    private static final String STATUS = "MetadataFileStatus";
    private static final String READY = "READY";
    private static final int ID_DIGITS = 32;

    /**
     * What all containers of a host say alike.
     *
     * @param privateAddress of the host, asked each time; empty when it has none that others reach
     */
    public record Facts(
            String cluster,
            String containerInstanceArn,
            String availabilityZone,
            Supplier<Optional<String>> privateAddress) {}

    /** For a host that keeps none. */
    public static ContainerFiles none() {
        return new ContainerFiles(MetadataFiles.NONE, new Facts("", "", "", Optional::empty));
    }

    /** Writes the first version, and answers the creation of a container that finds it. */
    public ContainerSpec before(String task, String container, ContainerSpec spec) {
        ObjectNode config = object(spec.body());
        JsonNode labels = config.path("Labels");
        ObjectNode first = JSON.createObjectNode();
        first.put("Cluster", host.cluster());
        first.put("ContainerInstanceARN", host.containerInstanceArn());
        first.put("TaskARN", task);
        first.put("TaskDefinitionFamily", labels.path(Labels.FAMILY).asString(""));
        first.put("TaskDefinitionRevision", labels.path(Labels.VERSION).asString(""));
        first.put("ContainerName", container);
        first.put("ImageName", config.path("Image").asString(""));
        Optional<String> directory = files.write(task, container, JSON.writeValueAsString(first));
        if (directory.isEmpty()) {
            return spec;
        }
        String inside = "/opt/ecs/metadata/" + id(task, container);
        config.withObjectProperty("HostConfig").withArrayProperty("Binds").add(directory.get() + ":" + inside + ":ro");
        config.withArrayProperty("Env").add(VARIABLE + inside + "/" + FILE);
        return new ContainerSpec(spec.name(), JSON.writeValueAsString(config));
    }

    /** Whether a container has a file, of whatever version. */
    public boolean has(String task, String container) {
        return files.read(task, container).isPresent();
    }

    /** Writes the last version of each container that runs and has only the first: one that has just started, or did so unseen. */
    public void complete(List<Container> containers) {
        for (Container container : containers) {
            String task = container.labels().getOrDefault(Labels.TASK, "");
            String name = container.labels().getOrDefault(Labels.CONTAINER_NAME, "");
            if (container.state() == State.RUNNING && !task.isEmpty()) {
                files.read(task, name)
                        .map(ContainerFiles::object)
                        .filter(file -> !file.path(STATUS).asString("").equals(READY))
                        .ifPresent(file -> {
                            Optional<String> _ =
                                    files.write(task, name, JSON.writeValueAsString(ready(file, container)));
                        });
            }
        }
    }

    /** Removes a container's file. */
    public void removed(String task, String container) {
        files.remove(task, container);
    }

    /** We wrote it; one that somebody has changed to something else is begun anew. */
    private static ObjectNode object(String json) {
        return JSON.readTree(json) instanceof ObjectNode object ? object : JSON.createObjectNode();
    }

    private ObjectNode ready(ObjectNode file, Container container) {
        file.put("ContainerID", container.id());
        file.put("DockerContainerName", container.name());
        file.put("ImageID", container.imageId());
        ArrayNode ports = file.putArray("PortMappings");
        container
                .ports()
                .forEach(port -> ports.addObject()
                        .put("ContainerPort", port.containerPort())
                        .put("HostPort", port.hostPort())
                        .put("BindIp", port.hostIp())
                        .put("Protocol", port.protocol()));
        ArrayNode networks = file.putArray("Networks");
        container.networkAddresses().forEach((network, address) -> networks.add(network(network, address)));
        host.privateAddress().get().ifPresent(address -> file.put("HostPrivateIPv4Address", address));
        if (!host.availabilityZone().isEmpty()) {
            file.put("AvailabilityZone", host.availabilityZone());
        }
        return file.put(STATUS, READY);
    }

    /** The address of a task of mode awsvpc is left out, as on AWS. */
    private static ObjectNode network(String network, String address) {
        boolean sandbox = network.startsWith("container:");
        ObjectNode shape = JSON.createObjectNode().put("NetworkMode", sandbox ? "awsvpc" : network);
        ArrayNode addresses = shape.putArray("IPv4Addresses");
        if (!sandbox && !address.isEmpty()) {
            addresses.add(address);
        }
        return shape;
    }

    private static String id(String task, String container) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((task + "/" + container).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
