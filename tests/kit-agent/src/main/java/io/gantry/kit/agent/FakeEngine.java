package io.gantry.kit.agent;

import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.ContainerSpec;
import io.gantry.agent.node.port.ContainerRuntime.Port;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;
import io.gantry.agent.node.port.ContainerRuntime.State;
import io.gantry.base.Env;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The containers of the fake engine and what happens to them in virtual time. */
final class FakeEngine {
    private static final int FIRST_DYNAMIC_PORT = 32768;

    private final Env env;
    private final FakeEvents events;
    private final Map<String, FakeContainer> containers = new LinkedHashMap<>();
    private Consumer<Container> endings = container -> {};
    private int nextPid = 1000;
    private int nextPort = FIRST_DYNAMIC_PORT;
    private int nextAddress = 2;

    FakeEngine(Env env, FakeEvents events) {
        this.env = env;
        this.events = events;
    }

    Optional<FakeContainer> find(String idOrName) {
        FakeContainer byId = containers.get(idOrName);
        return byId != null
                ? Optional.of(byId)
                : containers.values().stream()
                        .filter(c -> c.name.equals(idOrName))
                        .findFirst();
    }

    FakeContainer get(String idOrName) {
        return find(idOrName).orElseThrow(() -> daemon(Kind.NOT_FOUND, "No such container: " + idOrName));
    }

    List<FakeContainer> all() {
        return List.copyOf(containers.values());
    }

    FakeContainer create(ContainerSpec spec, String imageId, Behaviour behaviour) {
        var container = new FakeContainer(env.newSecret(32), spec, imageId, behaviour, env.now());
        containers.put(container.id, container);
        events.tell(container, "create");
        return container;
    }

    void start(FakeContainer container) {
        if (container.running()) {
            return;
        }
        Behaviour behaviour = container.behaviour;
        List<Port> ports;
        try {
            ports = publish(container);
            if (behaviour.startError().isPresent()) {
                throw daemon(Kind.REFUSED, behaviour.startError().get());
            }
        } catch (RuntimeFailure e) {
            container.error = e.getMessage().substring(PREFIX.length());
            throw e;
        }
        container.ports = ports;
        container.state = State.RUNNING;
        container.error = "";
        container.exitCode = Optional.empty();
        container.startedAt = Optional.of(env.now());
        container.pid = nextPid++;
        container.address = "172.17." + (nextAddress >> 8) + "." + (nextAddress++ & 0xff);
        container.output.append(behaviour.output());
        events.tell(container, "start");
        behaviour
                .exit()
                .ifPresent(after -> plan(container, after, () -> {
                    if (behaviour.outOfMemory()) {
                        container.oomKilled = true;
                        events.tell(container, "oom");
                    }
                    exit(container, behaviour.exitCode());
                }));
        behaviour.health().ifPresent(change -> {
            container.health = Optional.of("starting");
            plan(container, change.after(), () -> {
                String health = change.healthy() ? "healthy" : "unhealthy";
                container.health = Optional.of(health);
                events.tell(container, "health_status: " + health);
            });
        });
    }

    void watchEndings(Consumer<Container> watcher) {
        endings = watcher;
    }

    /** A caller is about to end it. */
    void ending(FakeContainer container) {
        if (container.running()) {
            endings.accept(container.describe());
        }
    }

    void exit(FakeContainer container, int code) {
        if (!container.running()) {
            return;
        }
        container.cancelTimers();
        container.state = State.EXITED;
        container.exitCode = Optional.of(code);
        container.finishedAt = Optional.of(env.now());
        container.ports = List.of();
        if (container.health.isPresent()) {
            container.health = Optional.of("unhealthy");
        }
        events.tell(container, "die");
    }

    void remove(FakeContainer container) {
        ending(container);
        exit(container, 137);
        containers.remove(container.id);
        events.tell(container, "destroy");
    }

    static final String PREFIX = "Error response from daemon: ";

    static RuntimeFailure daemon(Kind kind, String words) {
        return new RuntimeFailure(kind, PREFIX + words);
    }

    private void plan(FakeContainer container, Duration after, Runnable task) {
        container.timers.add(env.timers().after(after, task));
    }

    private List<Port> publish(FakeContainer container) {
        var ports = new ArrayList<Port>();
        for (Port wanted : container.wantedPorts()) {
            int hostPort = wanted.hostPort();
            if (hostPort == 0) {
                do {
                    hostPort = nextPort++;
                } while (taken(hostPort, wanted.protocol()));
            } else if (taken(hostPort, wanted.protocol())) {
                throw daemon(
                        Kind.REFUSED,
                        "driver failed programming external connectivity on endpoint " + container.name
                                + ": Bind for " + wanted.hostIp() + ":" + hostPort
                                + " failed: port is already allocated");
            }
            ports.add(new Port(wanted.containerPort(), wanted.protocol(), wanted.hostIp(), hostPort));
        }
        return List.copyOf(ports);
    }

    private boolean taken(int hostPort, String protocol) {
        return containers.values().stream()
                .flatMap(container -> container.ports.stream())
                .anyMatch(port -> port.hostPort() == hostPort && port.protocol().equals(protocol));
    }
}
