package io.gantry.agent.node;

import io.gantry.agent.node.container.ContainerBody;
import io.gantry.agent.node.container.Names;
import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;
import io.gantry.agent.node.port.ContainerRuntime.State;
import io.gantry.agent.node.port.TaskNetwork.Connection;
import io.gantry.agent.node.task.NodeTask;
import io.gantry.agent.node.task.Reasons;
import io.gantry.agent.node.task.Sandbox;
import io.gantry.agent.node.task.Sandbox.Stage;
import io.gantry.agent.protocol.ElasticNetworkInterface;
import io.gantry.agent.protocol.TaskPayload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the engine does for the sandboxes of awsvpc tasks, and what it makes of what it hears of them. */
final class Sandboxes {
    private static final Set<String> ENDINGS = Set.of("die", "destroy");

    private final Ledger ledger;
    private final ContainerBody body;
    private boolean swept;

    Sandboxes(Ledger ledger, ContainerBody body) {
        this.ledger = ledger;
        this.body = body;
    }

    /** The sandbox that a task begins with; empty where its network is not its own. */
    static Optional<Sandbox> of(TaskPayload task) {
        return connection(task).map(to -> Sandbox.none(Names.sandbox(task)));
    }

    /** What a task's namespace is connected with; empty for a task without a network of its own. */
    static Optional<Connection> connection(TaskPayload task) {
        if (!task.networkMode().equals(Intake.AWSVPC)) {
            return Optional.empty();
        }
        return task.elasticNetworkInterfaces().stream()
                .findFirst()
                .flatMap(eni -> eni.vpc().map(vpc -> connection(eni, vpc)));
    }

    private static Connection connection(ElasticNetworkInterface eni, ElasticNetworkInterface.Vpc vpc) {
        String address = eni.ipv4Addresses().stream()
                .filter(ElasticNetworkInterface.Ipv4Address::primary)
                .findFirst()
                .map(ElasticNetworkInterface.Ipv4Address::privateAddress)
                .orElse("");
        return new Connection(
                eni.ec2Id(), eni.macAddress(), address, eni.subnetGatewayIpv4Address(), vpc.vpcId(), vpc.cidrBlocks());
    }

    void make(NodeTask task, Instant now) {
        Connection connection = connection(task.payload()).orElseThrow();
        ledger.put(task.withSandbox(sandbox -> sandbox.begin(Stage.MAKING, now)));
        ledger.out.add(new Work.MakeSandbox(task.arn(), body.sandbox(task.payload(), task.cgroupParent()), connection));
    }

    void remove(NodeTask task, Instant now) {
        Connection connection = connection(task.payload()).orElseThrow();
        String name = task.sandbox().orElseThrow().runtimeName();
        ledger.put(task.withSandbox(sandbox -> sandbox.begin(Stage.REMOVING, now)));
        ledger.out.add(new Work.RemoveSandbox(task.arn(), name, connection));
    }

    void made(Event.SandboxMade event, Instant now) {
        ledger.update(event.task(), task -> task.withSandbox(sandbox -> sandbox.ready(event.runtimeId(), now)));
    }

    void removed(Event.SandboxRemoved event, Instant now) {
        ledger.update(event.task(), task -> task.withSandbox(sandbox -> sandbox.gone(now)));
    }

    /** An engine that is away is waited for; a refusal ends the task. What is to be removed is tried until it is gone. */
    void failed(Event.SandboxFailed event, Instant now) {
        ledger.update(event.task(), task -> {
            boolean given = task.sandbox()
                    .filter(sandbox -> sandbox.stage() == Stage.MAKING)
                    .filter(sandbox -> event.kind() != Kind.UNREACHABLE || sandbox.late(now))
                    .isPresent();
            return given
                    ? task.withSandbox(Sandbox::idle).stopping(Reasons.resource(event.task(), event.message()))
                    : task.withSandbox(sandbox -> sandbox.failed(now));
        });
    }

    /** Without its sandbox a task has no network: it ends. */
    void changed(NodeTask task, String action) {
        if (ENDINGS.contains(action)) {
            lost(task);
        }
    }

    /** Compares a listing with what we know, and takes the sandboxes out of it. */
    void listed(Map<String, Container> byName, boolean firstTime, Instant now) {
        for (NodeTask task : ledger.tasks()) {
            Optional<Sandbox> sandbox = task.sandbox().filter(Sandbox::mayExist);
            if (sandbox.isEmpty()) {
                continue;
            }
            Optional<Container> seen =
                    Optional.ofNullable(byName.remove(sandbox.get().runtimeName()));
            boolean runs = seen.filter(c -> c.state() == State.RUNNING).isPresent();
            if (!runs) {
                lost(task);
            } else if (firstTime && sandbox.get().stage() == Stage.READY && !task.stopWanted()) {
                ledger.put(task.withSandbox(ready -> ready.doubted(now)));
            }
        }
    }

    /** Once for a process, as soon as it is certain which tasks are this node's. */
    void sweep() {
        if (!swept && ledger.settings.taskNetworks()) {
            swept = true;
            List<Connection> owned = ledger.tasks().stream()
                    .filter(task -> task.stoppedAt().isEmpty())
                    .flatMap(task -> connection(task.payload()).stream())
                    .toList();
            ledger.out.add(new Work.SweepNetworks(owned));
        }
    }

    private void lost(NodeTask task) {
        boolean ready =
                task.sandbox().filter(sandbox -> sandbox.stage() == Stage.READY).isPresent();
        if (ready && !task.stopWanted()) {
            ledger.put(
                    task.stopping(Reasons.resource(task.arn(), "the sandbox that holds the task's network has ended")));
        }
    }
}
