package io.gantry.agent.node;

import io.gantry.agent.node.container.ContainerBody;
import io.gantry.agent.node.container.Ports;
import io.gantry.agent.node.container.Volumes;
import io.gantry.agent.node.port.ContainerRuntime.ContainerSpec;
import io.gantry.agent.node.task.ContainerStatus;
import io.gantry.agent.node.task.NodeContainer;
import io.gantry.agent.node.task.NodeTask;
import io.gantry.agent.node.task.Operation;
import io.gantry.agent.node.task.Reasons;
import io.gantry.agent.node.task.Sandbox;
import io.gantry.agent.node.task.TaskStep;
import io.gantry.agent.protocol.ContainerPayload;
import io.gantry.agent.protocol.RoleCredentials;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Does one step: changes what we know of the task, and asks for the call that the step names. */
final class TaskActions {
    /** On AWS such tasks have no host that could keep a file for them. */
    private static final String FARGATE = "FARGATE";

    private final Ledger ledger;
    private final ContainerBody body;
    private final Sandboxes sandboxes;

    TaskActions(Ledger ledger, ContainerBody body, Sandboxes sandboxes) {
        this.ledger = ledger;
        this.body = body;
        this.sandboxes = sandboxes;
    }

    /** Does {@code step}; a wait does nothing. */
    void perform(NodeTask task, TaskStep step, Instant now) {
        String arn = task.arn();
        switch (step) {
            case TaskStep.StopTask(String reason) -> ledger.put(task.stopping(reason));
            case TaskStep.EndContainer(String name, Optional<Integer> code, String reason) ->
                ledger.put(TaskEvents.ended(
                        task.with(name, c -> c.stopped(code, c.reason().isEmpty() ? reason : c.reason(), now)), name));
            case TaskStep.EndTask() -> endTask(task, now);
            case TaskStep.Prepare() -> prepare(task);
            case TaskStep.MakeSandbox() -> sandboxes.make(task, now);
            case TaskStep.RemoveSandbox() -> sandboxes.remove(task, now);
            case TaskStep.Resolve(String name) -> {
                begin(task, name, Operation.RESOLVE, now);
                ledger.out.add(new Work.Resolve(arn, name, task.wanted(name).image()));
            }
            case TaskStep.Pull(String name) -> {
                begin(task.pullStarted(now), name, Operation.PULL, now);
                boolean cacheWillDo = ledger.settings.pullBehaviour() == PullBehaviour.DEFAULT;
                String digest = task.container(name).orElseThrow().imageDigest();
                ledger.out.add(new Work.Pull(arn, name, task.wanted(name).image(), digest, cacheWillDo));
            }
            case TaskStep.Create(String name) -> create(task, name, now);
            case TaskStep.Start(String name, boolean again) -> start(task, name, again, now);
            case TaskStep.Inspect(String name) -> inspect(task, name, now);
            case TaskStep.Stop(String name, java.time.Duration grace) -> {
                begin(task, name, Operation.STOP, now);
                ledger.out.add(new Work.Stop(arn, name, idOrName(task, name), grace));
            }
            case TaskStep.Remove(String name) -> {
                begin(task, name, Operation.REMOVE, now);
                ledger.out.add(new Work.Remove(arn, name, idOrName(task, name)));
            }
            case TaskStep.RemoveResources() -> {
                ledger.put(task.beginPreparing());
                ledger.out.add(new Work.RemoveResources(
                        arn,
                        Volumes.needed(task.payload(), ledger.settings.node()).stream()
                                .filter(Volumes.Needed::ownedByTask)
                                .map(needed -> needed.spec().name())
                                .toList()));
            }
            case TaskStep.Forget() -> ledger.forget(arn);
            case TaskStep.Wait _ -> {}
        }
    }

    /** Looks at a container now. */
    void inspect(NodeTask task, String name, Instant now) {
        begin(task, name, Operation.INSPECT, now);
        ledger.out.add(new Work.Inspect(task.arn(), name, idOrName(task, name)));
    }

    private void endTask(NodeTask task, Instant now) {
        Instant end = task.containers().stream()
                .flatMap(c -> c.finishedAt().stream())
                .max(Instant::compareTo)
                .orElse(now);
        ledger.dropCredentials(task.arn());
        ledger.put(task.executionStopped(end).stopped(now));
    }

    /** A task that needs nothing of the host goes on at once. */
    private void prepare(NodeTask task) {
        List<Volumes.Needed> volumes = Volumes.needed(task.payload(), ledger.settings.node());
        if (volumes.isEmpty() && task.payload().cpu() <= 0 && task.payload().memory() <= 0) {
            ledger.put(task.prepared(""));
            return;
        }
        ledger.put(task.beginPreparing());
        ledger.out.add(new Work.Prepare(
                task.arn(), volumes, task.payload().cpu(), task.payload().memory()));
    }

    private void create(NodeTask task, String name, Instant now) {
        ContainerPayload wanted = task.wanted(name);
        NodeContainer container = task.container(name).orElseThrow();
        try {
            NodeContainer bound = container;
            if (container.bindings().isEmpty()) {
                Ports.Chosen chosen = Ports.choose(task.payload(), wanted, ledger.ports(), ledger::portFree);
                ledger.ports(chosen.after());
                bound = container.but().bindings(chosen.bindings()).build();
            }
            ContainerSpec spec = body.spec(
                    task.payload(),
                    wanted,
                    new ContainerBody.Circumstances(
                            bound.endpointId(),
                            bound.bindings(),
                            task.cgroupParent(),
                            ledger.credentials(task.arn(), AcsConversation.TASK_ROLE)
                                    .map(RoleCredentials::credentialsId),
                            task.sandbox().map(Sandbox::runtimeName)));
            NodeContainer begun = bound.begin(Operation.CREATE, now);
            ledger.put(task.with(name, c -> begun));
            ledger.out.add(new Work.Create(
                    task.arn(),
                    name,
                    spec,
                    bound.imageDigest().isEmpty() ? wanted.image() : "",
                    !task.payload().launchType().equals(FARGATE)));
        } catch (IllegalArgumentException | IllegalStateException impossible) {
            String why = String.valueOf(impossible.getMessage());
            ledger.put(TaskEvents.ended(
                    task.with(name, c -> c.stopped(Optional.empty(), Reasons.hostConfig(why), now)), name));
        }
    }

    private void start(NodeTask task, String name, boolean again, Instant now) {
        NodeTask ready = again
                ? task.with(
                        name,
                        c -> c.but()
                                .known(ContainerStatus.CREATED)
                                .exitCode(Optional.empty())
                                .reason("")
                                .finishedAt(Optional.empty())
                                .memoryExhausted(false)
                                .health("")
                                .healthSince(Optional.empty())
                                .restartCount(c.restartCount() + 1)
                                .build())
                : task;
        begin(ready, name, Operation.START, now);
        ledger.out.add(new Work.Start(
                task.arn(), name, idOrName(task, name), body.shipping(task.payload(), task.wanted(name))));
    }

    private void begin(NodeTask task, String name, Operation operation, Instant now) {
        ledger.put(task.with(name, c -> c.begin(operation, now)));
    }

    private static String idOrName(NodeTask task, String name) {
        NodeContainer container = task.container(name).orElseThrow();
        return container.runtimeId().isEmpty() ? container.runtimeName() : container.runtimeId();
    }
}
