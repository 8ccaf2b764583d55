package io.gantry.survival;

import io.gantry.conformance.Command;
import io.gantry.conformance.EcsCalls;
import io.gantry.conformance.RunningGantry;
import io.gantry.settings.AccessKey;
import io.gantry.settings.JoinToken;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A server on this machine and three hosts that joined it with its token, in zones a, b and c. */
final class ThreeHosts implements AutoCloseable {
    private static final List<String> NAMES = List.of("a", "b", "c");

    private final HostNetwork network;
    private final RunningGantry gantry;
    private final Map<String, Host> hosts = new TreeMap<>();

    private ThreeHosts(HostNetwork network, RunningGantry gantry) {
        this.network = network;
        this.gantry = gantry;
    }

    /**
     * Starts everything, and waits until all three can be given tasks.
     *
     * @param home an empty directory
     * @param serverFlags beside those that every server of a test has
     */
    static ThreeHosts start(Path home, String... serverFlags) throws IOException {
        Scene.buildImage("");
        Path image = home.resolve("image.tar");
        String _ = Command.of("docker", "save", "-o", image.toString(), Definitions.IMAGE)
                .run()
                .success();
        HostNetwork network = HostNetwork.make();
        RunningGantry gantry = RunningGantry.in(home.resolve("server"), "")
                .at(network.server())
                .with(serverFlags);
        ThreeHosts three = new ThreeHosts(network, gantry);
        try {
            gantry.spawnServer();
            for (String name : NAMES) {
                three.hosts.put(name, Host.make(name, three.hosts.size(), home.resolve(name), network, image));
            }
            gantry.awaitServer();
            three.hosts.values().forEach(three::startNode);
            RunningGantry.await(
                    "three hosts are connected",
                    Scene.LIMIT,
                    () -> three.connected().equals(NAMES));
            return three;
        } catch (IOException | RuntimeException | AssertionError failed) {
            three.close();
            throw failed;
        }
    }

    Scene scene() {
        return new Scene(gantry);
    }

    Host host(String name) {
        return Optional.ofNullable(hosts.get(name)).orElseThrow();
    }

    /** Starts a host's node, which joins or comes back. */
    void startNode(Host host) {
        AccessKey key =
                AccessKey.read(AccessKey.nodeFile(gantry.home())).orElseThrow(() -> new AssertionError("no node key"));
        host.startNode(URI.create(gantry.endpoint().toString()), new JoinToken(key, RunningGantry.REGION).text());
    }

    /** The names of the hosts whose agents count as connected. */
    List<String> connected() {
        List<String> found = new ArrayList<>();
        for (JsonNode instance : instances()) {
            if (instance.path("agentConnected").asBoolean()) {
                found.add(name(instance));
            }
        }
        return found.stream().sorted().toList();
    }

    /** The ARN of a host's container instance. */
    String instance(String name) {
        for (JsonNode instance : instances()) {
            if (name(instance).equals(name)) {
                return instance.path("containerInstanceArn").asString();
            }
        }
        throw new AssertionError("no instance of host " + name);
    }

    /** The name of the host on which a task was placed. */
    String place(JsonNode task) {
        for (JsonNode instance : instances()) {
            if (instance.path("containerInstanceArn").equals(task.path("containerInstanceArn"))) {
                return name(instance);
            }
        }
        throw new AssertionError("not placed: " + task);
    }

    private JsonNode instances() {
        ObjectNode input = EcsCalls.object().put("cluster", RunningGantry.CLUSTER);
        JsonNode arns = gantry.calls().ok("ListContainerInstances", input).path("containerInstanceArns");
        if (arns.isEmpty()) {
            return arns;
        }
        return gantry.calls()
                .ok("DescribeContainerInstances", input.set("containerInstances", arns))
                .path("containerInstances");
    }

    private static String name(JsonNode instance) {
        for (JsonNode attribute : instance.path("attributes")) {
            if (attribute.path("name").asString("").equals("ecs.availability-zone")) {
                String zone = attribute.path("value").asString("");
                return zone.substring(zone.length() - 1);
            }
        }
        throw new AssertionError("no zone: " + instance);
    }

    /** What all three engines have of a task's containers, as {@link Scene#CONTAINER} says, each after its host's name. */
    List<String> containers(String task) {
        List<String> all = new ArrayList<>();
        hosts.forEach((name, host) -> host.containers(task).forEach(container -> all.add(name + " " + container)));
        return all;
    }

    /** Ends everything and removes it. */
    @Override
    public void close() {
        List<Throwable> left = new ArrayList<>();
        for (Host host : hosts.values()) {
            try {
                host.close();
            } catch (RuntimeException | AssertionError failed) {
                left.add(failed);
            }
        }
        gantry.close();
        network.close();
        if (!left.isEmpty()) {
            throw new AssertionError("not everything could be removed", left.getFirst());
        }
    }
}
