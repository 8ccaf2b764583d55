package io.gantry.runtime.docker;

import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.Engine;
import io.gantry.agent.node.port.ContainerRuntime.Image;
import io.gantry.agent.node.port.ContainerRuntime.Mount;
import io.gantry.agent.node.port.ContainerRuntime.Port;
import io.gantry.agent.node.port.ContainerRuntime.State;
import io.gantry.agent.node.port.ContainerRuntime.VolumeSpec;
import io.gantry.agent.node.port.Terminals.Command;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the engine's JSON into the port's records. Absent and null members read as empty. */
final class Shapes {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private Shapes() {}

    static String text(JsonNode node, String... path) {
        JsonNode value = at(node, path);
        return value.isString() ? value.stringValue() : "";
    }

    static long number(JsonNode node, String... path) {
        JsonNode value = at(node, path);
        return value.isIntegralNumber() ? value.longValue() : 0;
    }

    static boolean flag(JsonNode node, String... path) {
        JsonNode value = at(node, path);
        return value.isBoolean() && value.booleanValue();
    }

    static JsonNode at(JsonNode node, String... path) {
        JsonNode value = node;
        for (String member : path) {
            value = value.path(member);
        }
        return value;
    }

    static List<String> texts(JsonNode node, String... path) {
        var texts = new ArrayList<String>();
        at(node, path).forEach(value -> texts.add(text(value)));
        return List.copyOf(texts);
    }

    static Map<String, String> textMap(JsonNode node, String... path) {
        var map = new LinkedHashMap<String, String>();
        at(node, path).forEachEntry((key, value) -> map.put(key, text(value)));
        return Map.copyOf(map);
    }

    /** Docker writes the year 1 for "never". */
    static Optional<Instant> moment(JsonNode node, String... path) {
        String text = text(node, path);
        if (text.isEmpty() || text.startsWith("0001-")) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static Container container(JsonNode node) {
        JsonNode state = node.path("State");
        State status = state(text(state, "Status"));
        Optional<Instant> finished = moment(state, "FinishedAt");
        boolean exited = (status == State.EXITED || status == State.DEAD) && finished.isPresent();
        String health = text(state, "Health", "Status");
        boolean checked = !health.isEmpty() && !health.equals("none");
        JsonNode checks = at(state, "Health", "Log");
        String name = text(node, "Name");
        return new Container(
                text(node, "Id"),
                name.startsWith("/") ? name.substring(1) : name,
                text(node, "Image"),
                textMap(node, "Config", "Labels"),
                status,
                exited ? Optional.of((int) number(state, "ExitCode")) : Optional.empty(),
                flag(state, "OOMKilled"),
                text(state, "Error"),
                checked ? Optional.of(health) : Optional.empty(),
                checked && !checks.isEmpty()
                        ? Optional.of(text(checks.get(checks.size() - 1), "Output"))
                        : Optional.empty(),
                (int) number(state, "Pid"),
                moment(node, "Created"),
                moment(state, "StartedAt"),
                finished,
                ports(
                        status == State.CREATED
                                ? at(node, "HostConfig", "PortBindings")
                                : at(node, "NetworkSettings", "Ports")),
                addresses(at(node, "NetworkSettings", "Networks")),
                mounts(node.path("Mounts")));
    }

    private static State state(String status) {
        return switch (status) {
            case "created" -> State.CREATED;
            case "running" -> State.RUNNING;
            case "paused" -> State.PAUSED;
            case "restarting" -> State.RESTARTING;
            case "exited" -> State.EXITED;
            // "dead", and "removing", from which nothing comes back either.
            default -> State.DEAD;
        };
    }

    private static List<Port> ports(JsonNode published) {
        var ports = new ArrayList<Port>();
        published.forEachEntry((key, bindings) -> {
            int slash = key.indexOf('/');
            int containerPort = integer(slash < 0 ? key : key.substring(0, slash));
            String protocol = slash < 0 ? "tcp" : key.substring(slash + 1);
            bindings.forEach(binding -> ports.add(
                    new Port(containerPort, protocol, text(binding, "HostIp"), integer(text(binding, "HostPort")))));
        });
        return List.copyOf(ports);
    }

    private static int integer(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Map<String, String> addresses(JsonNode networks) {
        var addresses = new LinkedHashMap<String, String>();
        networks.forEachEntry((network, settings) -> {
            String address = text(settings, "IPAddress");
            if (!address.isEmpty()) {
                addresses.put(network, address);
            }
        });
        return Map.copyOf(addresses);
    }

    private static List<Mount> mounts(JsonNode nodes) {
        var mounts = new ArrayList<Mount>();
        nodes.forEach(
                node -> mounts.add(new Mount(text(node, "Name"), text(node, "Source"), text(node, "Destination"))));
        return List.copyOf(mounts);
    }

    static Image image(JsonNode node) {
        String signal = text(node, "Config", "StopSignal");
        return new Image(
                text(node, "Id"),
                texts(node, "RepoTags"),
                texts(node, "RepoDigests"),
                signal.isEmpty() ? Optional.empty() : Optional.of(signal),
                number(node, "Size"),
                moment(node, "Created").orElse(Instant.EPOCH));
    }

    static Engine engine(JsonNode version, JsonNode info) {
        return new Engine(
                text(version, "Version"),
                text(version, "ApiVersion"),
                text(version, "MinAPIVersion"),
                texts(info, "Plugins", "Log"),
                texts(info, "Plugins", "Volume"),
                text(info, "CgroupVersion").equals("2") ? 2 : 1,
                text(info, "CgroupDriver"),
                text(info, "DockerRootDir"));
    }

    static VolumeSpec volume(JsonNode node) {
        return new VolumeSpec(
                text(node, "Name"), text(node, "Driver"), textMap(node, "Options"), textMap(node, "Labels"));
    }

    static String execBody(Command command) {
        ObjectNode body = JSON.createObjectNode();
        for (String member : List.of("AttachStdin", "AttachStdout", "AttachStderr", "Tty")) {
            body.put(member, true);
        }
        body.put("User", command.user());
        ArrayNode words = body.putArray("Cmd");
        command.words().forEach(words::add);
        ArrayNode environment = body.putArray("Env");
        command.environment().forEach(environment::add);
        return JSON.writeValueAsString(body);
    }

    static String volumeBody(VolumeSpec volume) {
        ObjectNode body = JSON.createObjectNode().put("Name", volume.name()).put("Driver", volume.driver());
        ObjectNode options = body.putObject("DriverOpts");
        volume.driverOptions().forEach(options::put);
        ObjectNode labels = body.putObject("Labels");
        volume.labels().forEach(labels::put);
        return JSON.writeValueAsString(body);
    }

    /** A filter for these events of containers. */
    static String eventFilter(List<String> actions) {
        ObjectNode filters = JSON.createObjectNode();
        filters.putArray("type").add("container");
        ArrayNode wanted = filters.putArray("event");
        actions.forEach(wanted::add);
        return JSON.writeValueAsString(filters);
    }

    /** A filter for these labels, as the engine's list calls take it. */
    static String labelFilter(Map<String, String> labels) {
        ArrayNode wanted = JSON.createArrayNode();
        labels.forEach((key, value) -> wanted.add(value.isEmpty() ? key : key + "=" + value));
        ObjectNode filters = JSON.createObjectNode();
        filters.set("label", wanted);
        return JSON.writeValueAsString(filters);
    }
}
