package io.gantry.agent.node.container;

import io.gantry.agent.protocol.ContainerPayload;
import io.gantry.agent.protocol.TaskStateChange.NetworkBinding;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Host ports that we picked, as opposed to those that a definition names. */
public final class DynamicPorts {
    private static final Pattern PORT = Pattern.compile(":(\\d{1,5})(?!\\d)");

    private DynamicPorts() {}

    /** Whether the engine's words say that a port which we picked for {@code wanted} is in use by somebody else. */
    public static boolean taken(ContainerPayload wanted, List<NetworkBinding> bindings, String said) {
        if (!said.contains("port is already allocated") && !said.contains("address already in use")) {
            return false;
        }
        Matcher ports = PORT.matcher(said);
        while (ports.find()) {
            int port = Integer.parseInt(ports.group(1));
            if (picked(bindings, port) && !named(wanted, port)) {
                return true;
            }
        }
        return false;
    }

    private static boolean picked(List<NetworkBinding> bindings, int port) {
        return bindings.stream()
                .flatMap(binding -> Ports.pairs(binding).stream())
                .anyMatch(pair -> pair[1] == port);
    }

    private static boolean named(ContainerPayload wanted, int port) {
        return wanted.portMappings().stream()
                .anyMatch(mapping -> mapping.hostPort().orElse(0) == port);
    }
}
