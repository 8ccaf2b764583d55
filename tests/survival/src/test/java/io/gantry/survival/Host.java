package io.gantry.survival;

import io.gantry.conformance.Command;
import io.gantry.conformance.Programs;
import io.gantry.kit.agent.NestedDockerd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What is a host to Gantry, made on this machine: a network namespace with a container engine and a node in it, each with its
 * own directories, and one cable to the server's network.
 */
final class Host implements AutoCloseable {
    private static final long END_SECONDS = 30;

    private final String name;
    private final int index;
    private final Path home;
    private final HostNetwork network;
    private final NestedDockerd engine;
    private Optional<Process> node = Optional.empty();

    private Host(String name, int index, Path home, HostNetwork network, NestedDockerd engine) {
        this.name = name;
        this.index = index;
        this.home = home;
        this.network = network;
        this.engine = engine;
    }

    /**
     * Makes a host without a node.
     *
     * @param name a letter: the last of its zone
     * @param image a file as {@code docker save} writes it
     */
    static Host make(String name, int index, Path home, HostNetwork network, Path image) throws IOException {
        Host host = new Host(name, index, home, network, NestedDockerd.start(false));
        try {
            network.link(host.engine.namespace(), name, index);
            String _ = host.docker("load", "-i", image.toString()).run().success();
            return host;
        } catch (IOException | RuntimeException | AssertionError failed) {
            host.close();
            throw failed;
        }
    }

    NestedDockerd engine() {
        return engine;
    }

    /** Starts the node, which joins the server, or comes back to it. */
    void startNode(URI server, String token) {
        try {
            List<String> words = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + engine.namespace(), "--"));
            words.addAll(Programs.java("node", "io.gantry.node.NodeMain"));
            words.addAll(List.of(
                    "--home=" + home,
                    "--node-join=" + server,
                    "--node-token=" + token,
                    "--node-docker-host=unix://" + engine.socket(),
                    "--node-availability-zone=us-east-1" + name,
                    "--node-attributes=rack=" + (index + 1)));
            ProcessBuilder builder = new ProcessBuilder(words);
            builder.environment().keySet().removeIf(variable -> variable.startsWith("GANTRY_"));
            Files.createDirectories(home);
            builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            home.resolve("node.out").toFile()));
            node = Optional.of(builder.start());
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    /** Kills its node with signal 9. */
    void killNode() {
        node.ifPresent(process -> {
            process.destroyForcibly();
            ended(process);
        });
        node = Optional.empty();
    }

    /** Lets its node hang, with all its connections open. */
    void hangNode() {
        signal("-STOP");
    }

    /** Lets it go on. */
    void wakeNode() {
        signal("-CONT");
    }

    private void signal(String signal) {
        String _ = Command.of("kill", signal, Long.toString(node.orElseThrow().pid()))
                .run()
                .success();
    }

    /** Pulls its cable out. */
    void unplug() {
        network.unplug(name);
    }

    void plug() {
        network.plug(name);
    }

    /** Lets the switch swallow what it sends and what is sent to it, which nobody is told. */
    void isolate() {
        network.swallow(name);
    }

    void reconnect() {
        network.forward(name);
    }

    /** A command for its engine. */
    Command docker(String... words) {
        List<String> all = new ArrayList<>(List.of("docker"));
        all.addAll(List.of(words));
        return new Command(all, Map.of("DOCKER_HOST", "unix://" + engine.socket()), Path.of("."));
    }

    /** Ends a task's containers without asking Gantry: exit code 137. */
    void kill(String task) {
        for (String container : containers(task)) {
            String id = container.substring(0, container.indexOf(' '));
            String _ = docker("kill", id).run().success();
        }
    }

    /** What its engine says of a task's containers, running or not: id, whether it runs, exit code, when it started. */
    List<String> containers(String task) {
        List<String> ids = docker("ps", "-aq", "--no-trunc", "--filter", "label=com.amazonaws.ecs.task-arn=" + task)
                .run()
                .success()
                .lines()
                .toList();
        return ids.stream()
                .map(id -> docker("inspect", "-f", Scene.CONTAINER, id)
                        .run()
                        .success()
                        .strip())
                .toList();
    }

    @Override
    public void close() {
        killNode();
        network.unlink(name);
        try {
            engine.close();
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    private static void ended(Process process) {
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("process " + process.pid() + " has not ended");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
