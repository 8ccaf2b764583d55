package io.gantry.agent.node;

import io.gantry.agent.node.port.ContainerRuntime;
import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.ContainerSpec;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;
import io.gantry.agent.node.port.ContainerRuntime.State;
import io.gantry.agent.node.port.SecurityRules;
import io.gantry.agent.node.port.TaskNetwork;
import io.gantry.agent.node.port.TaskNetwork.NetworkFailure;
import io.gantry.agent.node.sandbox.PauseImage;
import java.util.Optional;

/** Makes sandboxes and takes them away: a container at the engine, and its connection. Everything may be done twice. */
final class SandboxRunner {
    private final ContainerRuntime runtime;
    private final TaskNetwork network;

    SandboxRunner(ContainerRuntime runtime, TaskNetwork network) {
        this.runtime = runtime;
        this.network = network;
    }

    Event make(Work.MakeSandbox work) {
        try {
            String id = create(work.spec());
            runtime.start(id);
            int pid = runtime.container(id)
                    .filter(container -> container.state() == State.RUNNING)
                    .map(Container::pid)
                    .orElseThrow(() -> new NetworkFailure("the sandbox that holds the task's network has ended"));
            network.connect(pid, work.connection());
            return new Event.SandboxMade(work.task(), id);
        } catch (RuntimeFailure failure) {
            return new Event.SandboxFailed(work.task(), failure.kind(), failure.getMessage());
        } catch (NetworkFailure failure) {
            return new Event.SandboxFailed(work.task(), Kind.REFUSED, String.valueOf(failure.getMessage()));
        }
    }

    /** The image is brought along where the engine has none, or has lost it. */
    private String create(ContainerSpec spec) {
        try {
            return runtime.create(spec);
        } catch (RuntimeFailure failure) {
            if (failure.kind() != Kind.NOT_FOUND) {
                throw failure;
            }
            runtime.load(PauseImage.ofThisHost());
            return runtime.create(spec);
        }
    }

    Event remove(Work.RemoveSandbox work) {
        try {
            network.disconnect(work.connection());
            Optional<Container> left = runtime.container(work.idOrName());
            left.ifPresent(container -> runtime.remove(container.id()));
            return new Event.SandboxRemoved(work.task());
        } catch (RuntimeFailure failure) {
            return new Event.SandboxFailed(work.task(), failure.kind(), failure.getMessage());
        } catch (NetworkFailure failure) {
            return new Event.SandboxFailed(work.task(), Kind.REFUSED, String.valueOf(failure.getMessage()));
        }
    }

    void filter(Work.FilterNetwork work, SecurityRules rules) {
        network.filter(work.vpcId(), rules.reaching(work.internet()));
    }

    void sweep(Work.SweepNetworks work) {
        network.sweep(work.owned());
    }
}
