package io.gantry.agent.node;

import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.Port;
import io.gantry.agent.node.task.ContainerStatus;
import io.gantry.agent.node.task.NodeContainer;
import io.gantry.agent.node.task.NodeTask;
import io.gantry.agent.protocol.TaskStateChange.NetworkBinding;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Takes over a container that was there before we knew of it. */
final class Adoption {
    private Adoption() {}

    /** The task with what is published of one of its containers; a task of which anything is here holds its resources. */
    static NodeTask take(NodeTask task, String name, Optional<Container> seen) {
        if (seen.isEmpty()) {
            return task;
        }
        NodeTask taken = task.with(name, c -> take(c, seen.get()));
        return taken.admitted() || taken.stoppedAt().isPresent() ? taken : taken.admit();
    }

    /** The container with the ports that the engine has published, where we had not noted any. */
    static NodeContainer take(NodeContainer known, Container seen) {
        if (!known.bindings().isEmpty() || known.known() == ContainerStatus.STOPPED) {
            return known;
        }
        List<NetworkBinding> bindings = seen.ports().stream()
                .filter(port -> port.hostPort() > 0 && !port.hostIp().contains(":"))
                .sorted(Comparator.comparingInt(Port::containerPort))
                .map(port -> new NetworkBinding(
                        port.hostIp(),
                        Optional.of(port.containerPort()),
                        Optional.of(port.hostPort()),
                        port.protocol(),
                        "",
                        ""))
                .toList();
        return known.but().bindings(bindings).build();
    }
}
