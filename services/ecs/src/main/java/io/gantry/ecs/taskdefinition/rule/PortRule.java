package io.gantry.ecs.taskdefinition.rule;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.PortMapping;

/**
 * Port mappings and the network mode.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html">AWS: PortMapping</a>
 */
final class PortRule implements Rule {
    private static final int MOST_PORT = 65_535;
    private static final int MOST_RANGES = 100;
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})-([0-9]{1,5})");

    @Override
    public void check(Draft draft) {
        Set<String> hostPorts = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (ContainerDefinition container : draft.containers()) {
            int ranges = 0;
            for (PortMapping mapping : container.portMappings()) {
                checkMode(draft, container);
                checkName(container, mapping, names);
                if (mapping.containerPortRange() == null) {
                    checkPort(draft, container, mapping, hostPorts);
                } else {
                    checkRange(draft, container, mapping);
                    ranges++;
                }
            }
            if (ranges > MOST_RANGES) {
                throw Refusal.setting(
                        "containerPortRange", container, "A container can have at most " + MOST_RANGES + " ranges.");
            }
        }
    }

    private static void checkMode(Draft draft, ContainerDefinition container) {
        if (draft.networkMode().equals("none")) {
            throw Refusal.setting("portMappings", container, "Port mappings are not supported when networkMode=none.");
        }
    }

    private static void checkName(ContainerDefinition container, PortMapping mapping, Set<String> names) {
        String name = mapping.name();
        if (name != null && !name.matches("[a-z0-9_][a-z0-9_-]{0,63}")) {
            throw Refusal.setting(
                    "portMappings.name",
                    container,
                    "Up to 64 lowercase letters, numbers, underscores and hyphens are allowed, and it can't start with"
                            + " a hyphen, unlike '" + name + "'.");
        }
        if (name != null && !names.add(name)) {
            throw Refusal.setting("portMappings.name", container, "The name '" + name + "' is used more than once.");
        }
        if (mapping.appProtocolAsString() != null && protocol(mapping).equals("udp")) {
            throw Refusal.setting("appProtocol", container, "It can only be given for the protocol tcp.");
        }
    }

    private static void checkPort(
            Draft draft, ContainerDefinition container, PortMapping mapping, Set<String> hostPorts) {
        Integer containerPort = mapping.containerPort();
        if (containerPort == null || containerPort < 1 || containerPort > MOST_PORT) {
            throw Refusal.because("Invalid 'containerPort' setting for container '" + container.name() + "'.");
        }
        int hostPort = mapping.hostPort() == null ? 0 : mapping.hostPort();
        if (hostPort < 0 || hostPort > MOST_PORT) {
            throw Refusal.because("Invalid 'hostPort' setting for container '" + container.name() + "'.");
        }
        if (!draft.networkMode().equals("bridge")) {
            if (hostPort != 0 && hostPort != containerPort) {
                throw Refusal.because("When networkMode=" + draft.networkMode()
                        + ", the host ports and container ports in port mappings must match.");
            }
            hostPort = containerPort;
        }
        String protocol = protocol(mapping).toUpperCase(Locale.ROOT);
        if (hostPort != 0 && !hostPorts.add(protocol + hostPort)) {
            throw Refusal.because(protocol + " host port '" + hostPort + "' is mapped multiple times in task.");
        }
    }

    private static void checkRange(Draft draft, ContainerDefinition container, PortMapping mapping) {
        if (draft.networkMode().equals("host")) {
            throw Refusal.setting(
                    "containerPortRange", container, "It requires networkMode=bridge or networkMode=awsvpc.");
        }
        if (mapping.containerPort() != null || mapping.hostPort() != null) {
            throw Refusal.setting(
                    "containerPortRange", container, "It can't be given together with containerPort or hostPort.");
        }
        Matcher range = RANGE.matcher(mapping.containerPortRange());
        boolean valid = range.matches()
                && Integer.parseInt(range.group(1)) >= 1
                && Integer.parseInt(range.group(1)) < Integer.parseInt(range.group(2))
                && Integer.parseInt(range.group(2)) <= MOST_PORT;
        if (!valid) {
            throw Refusal.setting(
                    "containerPortRange",
                    container,
                    "A range is 'first-last' with ports from 1 to 65535, the first less than the last, not '"
                            + mapping.containerPortRange() + "'.");
        }
    }

    private static String protocol(PortMapping mapping) {
        return mapping.protocolAsString() == null ? "tcp" : mapping.protocolAsString();
    }
}
