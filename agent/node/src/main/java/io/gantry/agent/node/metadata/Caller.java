package io.gantry.agent.node.metadata;

import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.task.NodeTask;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Who asks, as far as the network tells. An id that leaked is of no use to another task: only the address of the task that it
 * belongs to may ask with it.
 *
 * @param address where the request comes from
 * @param host whether that is an address of this host, as for tasks that share the host's network
 */
public record Caller(InetAddress address, boolean host) {

    /**
     * Whether a request of this task's container may come from here.
     *
     * @param seen the container as the engine describes it, where it does
     */
    boolean speaksFor(NodeTask task, Optional<Container> seen) {
        String from = address.getHostAddress();
        return switch (task.payload().networkMode()) {
            case "host" -> host;
            case "none" -> false;
            case "awsvpc" ->
                task.payload().elasticNetworkInterfaces().stream()
                        .flatMap(eni -> eni.ipv4Addresses().stream())
                        .anyMatch(own -> own.privateAddress().equals(from));
            default ->
                seen.map(container -> container.networkAddresses().containsValue(from))
                        .orElse(false);
        };
    }
}
