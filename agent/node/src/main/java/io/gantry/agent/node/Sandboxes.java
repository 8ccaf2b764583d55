package io.gantry.agent.node;

import io.gantry.agent.node.container.ContainerBody;
import io.gantry.agent.node.container.Names;
import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;
import io.gantry.agent.node.port.ContainerRuntime.State;
import io.gantry.agent.node.port.TaskNetwork.Connection;
import io.gantry.agent.node.port.TaskNetwork.Introduction;
import io.gantry.agent.node.task.ContainerStatus;
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
import java.util.stream.Stream;

/** What the engine does for the sandboxes of awsvpc tasks and for their networks, and what it makes of what it hears of them. */
final class Sandboxes {
    private static final Set<String> ENDINGS = Set.of("die", "destroy");

    private final Ledger ledger;
    private final ContainerBody body;
    private final SandboxPool pool;
    private final NetworkRules rules;
    private boolean swept;

    Sandboxes(Ledger ledger, ContainerBody body) {
        this.ledger = ledger;
        this.body = body;
        this.pool = new SandboxPool(ledger, body);
        this.rules = new NetworkRules(ledger);
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
        Optional<Work.Spare> spare =
                task.sandbox().filter(sandbox -> sandbox.stage() == Stage.NONE).flatMap(sandbox -> pool.take(now));
        NodeTask begun = task.withSandbox(sandbox -> spare.map(one -> sandbox.in(one.name(), one.runtimeId()))
                .orElse(sandbox)
                .begin(Stage.MAKING, now));
        ledger.put(begun);
        ledger.out.add(new Work.MakeSandbox(
                task.arn(),
                body.sandbox(task.payload(), begun.sandbox().orElseThrow().runtimeName(), task.cgroupParent()),
                connection,
                spare,
                introduction(begun)));
    }

    /** Without the address where tasks ask, nobody here answers for the name servers of the VPC: then the host's are left. */
    private Introduction introduction(NodeTask task) {
        List<ElasticNetworkInterface> answered = ledger.settings.taskEndpoint().isEmpty()
                ? List.of()
                : task.payload().elasticNetworkInterfaces();
        return new Introduction(
                hostName(task),
                connection(task.payload()).orElseThrow().address(),
                answered.stream()
                        .flatMap(eni -> eni.domainNameServers().stream())
                        .toList(),
                answered.stream().flatMap(eni -> eni.domainName().stream()).toList());
    }

    /** What the engine has not given the sandbox, because it was a spare one. */
    private static String hostName(NodeTask task) {
        boolean own = task.sandbox()
                .filter(sandbox -> !sandbox.runtimeName().equals(Names.sandbox(task.payload())))
                .isEmpty();
        return own
                ? ""
                : task.payload().elasticNetworkInterfaces().stream()
                        .findFirst()
                        .map(ElasticNetworkInterface::privateDnsName)
                        .orElse("");
    }

    /** A container gets its host name from its sandbox, which has another one if it was a spare. */
    void started(Event.Started event) {
        ledger.task(event.task())
                .filter(task -> !hostName(task).isEmpty())
                .ifPresent(task -> task.container(event.container())
                        .ifPresent(
                                container -> ledger.out.add(new Work.NameHost(container.runtimeId(), hostName(task)))));
    }

    void remove(NodeTask task, Instant now) {
        Connection connection = connection(task.payload()).orElseThrow();
        String name = task.sandbox().orElseThrow().runtimeName();
        ledger.put(task.withSandbox(sandbox -> sandbox.begin(Stage.REMOVING, now)));
        ledger.out.add(new Work.RemoveSandbox(task.arn(), name, connection));
    }

    void made(Event.SandboxMade event, Instant now) {
        ledger.update(event.task(), task -> task.withSandbox(sandbox -> sandbox.ready(event.runtimeId(), now)));
        rules.joined(event.task(), now);
    }

    void spareMade(Event.SpareMade event, Instant now) {
        pool.made(event, now);
    }

    /** The answers that the rules were made of may no longer be true. */
    void networksChanged(Instant now) {
        rules.changed(now);
    }

    void filtered(Event.NetworkFiltered event, Instant now) {
        rules.filtered(event, now);
    }

    void poll(Instant now) {
        rules.poll(now);
        pool.poll(now);
    }

    /** When to look again although nothing happens. */
    Optional<Instant> due(Instant now) {
        return Stream.of(rules.due(), pool.due(now)).flatMap(Optional::stream).min(Instant::compareTo);
    }

    /** Makes no more spare ones, and answers the engine's ids of those that are there. */
    List<String> end() {
        return pool.end();
    }

    void removed(Event.SandboxRemoved event, Instant now) {
        ledger.update(event.task(), task -> task.withSandbox(sandbox -> sandbox.gone(now)));
    }

    /**
     * An engine that is away is waited for; a refusal ends the task, but not one that runs, whose sandbox is only made sure of.
     * What is to be removed is tried until it is gone.
     */
    void failed(Event.SandboxFailed event, Instant now) {
        ledger.update(event.task(), task -> {
            boolean given = task.sandbox()
                    .filter(sandbox -> sandbox.stage() == Stage.MAKING)
                    .filter(sandbox -> (event.kind() != Kind.UNREACHABLE && !runs(task)) || sandbox.late(now))
                    .isPresent();
            return given
                    ? task.withSandbox(Sandbox::idle).stopping(Reasons.resource(event.task(), event.message()))
                    : task.withSandbox(sandbox -> sandbox.failed(now));
        });
    }

    private static boolean runs(NodeTask task) {
        return task.containers().stream().anyMatch(container -> container.known() == ContainerStatus.RUNNING);
    }

    /** Without its sandbox a task has no network: it ends. */
    void changed(Event.Changed event) {
        if (ENDINGS.contains(event.action())) {
            pool.ended(event.runtimeId());
            List<NodeTask> owners = ledger.tasks().stream()
                    .filter(task -> task.sandbox()
                            .filter(sandbox -> sandbox.runtimeId().equals(event.runtimeId()))
                            .isPresent())
                    .toList();
            owners.forEach(this::lost);
        }
    }

    /**
     * Compares a listing with what we know, and takes the sandboxes out of it. One that is ready since after the listing was asked
     * for need not be in it.
     */
    void listed(Map<String, Container> byName, boolean firstTime, Instant asked, Instant now) {
        pool.listed(byName);
        for (NodeTask task : ledger.tasks()) {
            Optional<Sandbox> sandbox = task.sandbox().filter(Sandbox::mayExist);
            if (sandbox.isEmpty()) {
                continue;
            }
            Optional<Container> seen =
                    Optional.ofNullable(byName.remove(sandbox.get().runtimeName()));
            boolean runs = seen.filter(c -> c.state() == State.RUNNING).isPresent();
            if (!runs) {
                if (sandbox.get()
                        .since()
                        .filter(since -> !since.isBefore(asked))
                        .isEmpty()) {
                    lost(task);
                }
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
