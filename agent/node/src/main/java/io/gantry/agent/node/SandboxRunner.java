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
            Optional<Work.Spare> ready = work.spare().filter(spare -> connect(spare.pid(), work));
            if (ready.isPresent()) {
                return new Event.SandboxMade(work.task(), ready.get().runtimeId());
            }
            Container made = run(work.spec());
            network.connect(made.pid(), work.connection());
            introduce(made.pid(), work);
            return new Event.SandboxMade(work.task(), made.id());
        } catch (RuntimeFailure failure) {
            return new Event.SandboxFailed(work.task(), failure.kind(), failure.getMessage());
        } catch (NetworkFailure failure) {
            return new Event.SandboxFailed(work.task(), Kind.REFUSED, String.valueOf(failure.getMessage()));
        }
    }

    /** A sandbox that was ready may have ended meanwhile: then it is started again, and its process is another one. */
    private boolean connect(int pid, Work.MakeSandbox work) {
        try {
            network.connect(pid, work.connection());
            introduce(pid, work);
            return true;
        } catch (NetworkFailure gone) {
            return false;
        }
    }

    private void introduce(int pid, Work.MakeSandbox work) {
        network.introduce(pid, work.introduction());
    }

    private Container run(ContainerSpec spec) {
        String id = create(spec);
        runtime.start(id);
        return runtime.container(id)
                .filter(container -> container.state() == State.RUNNING)
                .orElseThrow(() -> new NetworkFailure("the sandbox that holds the task's network has ended"));
    }

    /** What could not be made is tried again later: no task waits for it. */
    Event spare(Work.MakeSpare work) {
        try {
            Container made = run(work.spec());
            return new Event.SpareMade(work.spec().name(), made.id(), made.pid());
        } catch (RuntimeFailure | NetworkFailure failure) {
            return new Event.SpareMade(work.spec().name(), "", 0);
        }
    }

    /** A container that has ended meanwhile needs no name. */
    void name(Work.NameHost work) {
        try {
            runtime.container(work.runtimeId())
                    .filter(container -> container.state() == State.RUNNING)
                    .ifPresent(container -> network.rename(container.pid(), work.hostName()));
        } catch (RuntimeFailure | NetworkFailure ended) {
            // It keeps the sandbox's name, which leads to the same address.
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
