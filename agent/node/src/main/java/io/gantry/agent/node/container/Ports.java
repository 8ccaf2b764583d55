package io.gantry.agent.node.container;

import io.gantry.agent.protocol.ContainerPayload;
import io.gantry.agent.protocol.ContainerPayload.PortMapping;
import io.gantry.agent.protocol.TaskPayload;
import io.gantry.agent.protocol.TaskStateChange.NetworkBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Published ports of a container: static ones as they are, dynamic ones picked (agent-protocol.md 11.2). */
public final class Ports {
    private static final String ANY = "0.0.0.0";

    private Ports() {}

    /** The bindings of one container, and the cursor after the picks. */
    public record Chosen(List<NetworkBinding> bindings, PortCursor after) {
        public Chosen {
            bindings = List.copyOf(bindings);
        }
    }

    /**
     * Chooses host ports.
     *
     * @param free whether a port is free for {@code tcp} or {@code udp}
     * @throws IllegalStateException when no port is left
     */
    public static Chosen choose(
            TaskPayload task, ContainerPayload container, PortCursor cursor, BiPredicate<Integer, String> free) {
        List<NetworkBinding> bindings = new ArrayList<>();
        if (!task.networkMode().isEmpty() && !task.networkMode().equals("bridge")) {
            return new Chosen(bindings, cursor);
        }
        PortCursor at = cursor;
        for (PortMapping port : container.portMappings()) {
            String protocol = port.protocol().isEmpty() ? "tcp" : port.protocol();
            if (!port.containerPortRange().isEmpty()) {
                int count = count(port.containerPortRange());
                PortCursor.Pick pick = at.pick(count, number -> free.test(number, protocol));
                at = pick.after();
                String range = pick.port() + "-" + (pick.port() + count - 1);
                bindings.add(new NetworkBinding(
                        ANY, Optional.empty(), Optional.empty(), protocol, port.containerPortRange(), range));
                continue;
            }
            int host = port.hostPort().orElse(0);
            if (host == 0) {
                PortCursor.Pick pick = at.pick(1, number -> free.test(number, protocol));
                at = pick.after();
                host = pick.port();
            }
            bindings.add(new NetworkBinding(ANY, port.containerPort(), Optional.of(host), protocol, "", ""));
        }
        return new Chosen(bindings, at);
    }

    /** Container port and host port of each port of a binding. */
    public static List<int[]> pairs(NetworkBinding binding) {
        List<int[]> pairs = new ArrayList<>();
        if (binding.containerPortRange().isEmpty()) {
            pairs.add(new int[] {
                binding.containerPort().orElse(0), binding.hostPort().orElse(0)
            });
            return pairs;
        }
        int container = first(binding.containerPortRange());
        int host = first(binding.hostPortRange());
        for (int i = 0; i < count(binding.containerPortRange()); i++) {
            pairs.add(new int[] {container + i, host + i});
        }
        return pairs;
    }

    private static int first(String range) {
        return Integer.parseInt(range.substring(0, range.indexOf('-')));
    }

    private static int count(String range) {
        return Integer.parseInt(range.substring(range.indexOf('-') + 1)) - first(range) + 1;
    }
}
