package io.gantry.kit.agent;

import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.ContainerSpec;
import io.gantry.agent.node.port.ContainerRuntime.Mount;
import io.gantry.agent.node.port.ContainerRuntime.Port;
import io.gantry.agent.node.port.ContainerRuntime.State;
import io.gantry.base.Env.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One container of the fake engine. */
final class FakeContainer {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    final String id;
    final String name;
    final JsonNode body;
    final String imageId;
    final Behaviour behaviour;
    final Instant createdAt;
    final Map<String, String> labels = new LinkedHashMap<>();
    final List<Timer> timers = new ArrayList<>();
    State state = State.CREATED;
    Optional<Integer> exitCode = Optional.empty();
    boolean oomKilled;
    String error = "";
    Optional<String> health = Optional.empty();
    int pid;
    Optional<Instant> startedAt = Optional.empty();
    Optional<Instant> finishedAt = Optional.empty();
    List<Port> ports = List.of();
    String address = "";
    final StringBuilder output = new StringBuilder();

    FakeContainer(String id, ContainerSpec spec, String imageId, Behaviour behaviour, Instant createdAt) {
        this.id = id;
        this.name = spec.name();
        this.body = JSON.readTree(spec.body());
        this.imageId = imageId;
        this.behaviour = behaviour;
        this.createdAt = createdAt;
        body.path("Labels").forEachEntry((key, value) -> labels.put(key, value.asString("")));
    }

    static String image(String body) {
        return JSON.readTree(body).path("Image").asString("");
    }

    boolean running() {
        return state == State.RUNNING;
    }

    /** The host ports it asks for; 0 where the engine chooses. */
    List<Port> wantedPorts() {
        var wanted = new ArrayList<Port>();
        body.path("HostConfig").path("PortBindings").forEachEntry((key, bindings) -> {
            int slash = key.indexOf('/');
            int containerPort = Integer.parseInt(slash < 0 ? key : key.substring(0, slash));
            String protocol = slash < 0 ? "tcp" : key.substring(slash + 1);
            bindings.forEach(binding -> {
                String port = binding.path("HostPort").asString("");
                String ip = binding.path("HostIp").asString("");
                wanted.add(new Port(
                        containerPort,
                        protocol,
                        ip.isEmpty() ? "0.0.0.0" : ip,
                        port.isEmpty() ? 0 : Integer.parseInt(port)));
            });
        });
        return wanted;
    }

    void cancelTimers() {
        timers.forEach(Timer::cancel);
        timers.clear();
    }

    Container describe() {
        String mode = body.path("HostConfig").path("NetworkMode").asString("bridge");
        boolean addressed = running() && !mode.equals("host") && !mode.equals("none");
        return new Container(
                id,
                name,
                imageId,
                Map.copyOf(labels),
                state,
                exitCode,
                oomKilled,
                error,
                health,
                health.isPresent() ? Optional.of("") : Optional.empty(),
                running() ? pid : 0,
                Optional.of(createdAt),
                startedAt,
                finishedAt,
                state == State.CREATED ? List.copyOf(wantedPorts()) : ports,
                addressed ? Map.of(mode, address) : Map.of(),
                mounts());
    }

    private List<Mount> mounts() {
        var mounts = new ArrayList<Mount>();
        body.path("HostConfig").path("Binds").forEach(bind -> {
            String[] parts = bind.asString("").split(":", 3);
            if (parts.length > 1) {
                boolean path = parts[0].startsWith("/");
                mounts.add(
                        new Mount(path ? "" : parts[0], path ? parts[0] : "/volumes/" + parts[0] + "/_data", parts[1]));
            }
        });
        return List.copyOf(mounts);
    }
}
