package io.gantry.node;

import io.gantry.agent.node.port.ContainerRuntime.Engine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What this node can do, as attributes (agent-protocol.md 4.3). Only what is true: a task that needs more is refused at
 * placement with the attribute's name. The {@code awslogs} driver is listed because such containers run here, with their
 * output kept on the host.
 */
final class Capabilities {
    private static final String COM = "com.amazonaws.ecs.capability.";
    private static final String ECS = "ecs.capability.";
    private static final List<String> API_VERSIONS = List.of(
            "1.17", "1.18", "1.19", "1.20", "1.21", "1.22", "1.23", "1.24", "1.25", "1.28", "1.29", "1.30", "1.32");

    private Capabilities() {}

    /** Attributes by name; capabilities have no value. */
    static Map<String, String> of(
            Engine engine, boolean taskLimits, boolean taskNetworks, String architecture, Map<String, String> custom) {
        Map<String, String> all = new TreeMap<>(custom);
        all.put(COM + "privileged-container", "");
        all.put(COM + "task-iam-role", "");
        all.put(COM + "task-iam-role-network-host", "");
        API_VERSIONS.stream()
                .filter(version ->
                        minor(version) >= minor(engine.minApiVersion()) && minor(version) <= minor(engine.apiVersion()))
                .forEach(version -> all.put(COM + "docker-remote-api." + version, ""));
        Set<String> drivers = new TreeSet<>(engine.logDrivers());
        drivers.addAll(List.of("json-file", "none", "awslogs"));
        drivers.forEach(driver -> all.put(COM + "logging-driver." + driver, ""));
        for (String name : List.of(
                "execution-role-awslogs",
                "container-ordering",
                "full-sync",
                "network.container-port-range",
                "container-restart-policy",
                "container-health-check",
                "pid-ipc-namespace-sharing",
                "execute-command",
                "external")) {
            all.put(ECS + name, "");
        }
        Set<String> plugins = new TreeSet<>(engine.volumePlugins());
        plugins.add("local");
        plugins.forEach(plugin -> all.put(ECS + "docker-plugin." + plugin, ""));
        if (taskLimits) {
            all.put(ECS + "task-cpu-mem-limit", "");
            all.put(ECS + "increased-task-cpu-limit", "");
        }
        if (taskNetworks) {
            all.put(ECS + "task-eni", "");
            // The same tools of the kernel make both.
            all.put(ECS + "fault-injection", "");
        }
        all.put("ecs.os-type", "linux");
        all.put("ecs.os-family", "LINUX");
        all.put("ecs.cpu-architecture", architecture);
        return all;
    }

    /** The engine's own drivers; {@code awslogs} is ours, since the engine's would need CloudWatch at once. */
    static Set<String> logDrivers(Engine engine) {
        Set<String> drivers = new TreeSet<>(engine.logDrivers());
        drivers.remove("awslogs");
        return drivers;
    }

    private static int minor(String version) {
        String minor = version.substring(version.indexOf('.') + 1);
        return minor.matches("\\d{1,4}") ? Integer.parseInt(minor) : 0;
    }
}
