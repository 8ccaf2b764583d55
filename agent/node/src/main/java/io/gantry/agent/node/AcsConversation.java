package io.gantry.agent.node;

import io.gantry.agent.node.container.Names;
import io.gantry.agent.node.task.ContainerStatus;
import io.gantry.agent.node.task.NodeContainer;
import io.gantry.agent.node.task.NodeTask;
import io.gantry.agent.node.task.Observation;
import io.gantry.agent.protocol.AcsMessage;
import io.gantry.agent.protocol.AcsMessage.TaskIdentifier;
import io.gantry.agent.protocol.RoleCredentials;
import io.gantry.agent.protocol.TaskPayload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the engine does with frames of the control plane (agent-protocol.md 6). */
final class AcsConversation {
    static final String TASK_ROLE = "TaskApplication";
    static final String EXECUTION_ROLE = "TaskExecution";

    private final Ledger ledger;
    private final Reporter reporter;
    private final List<Answer> answers = new ArrayList<>();
    private Optional<Set<String>> manifest = Optional.empty();
    private String verification = "";

    /** Frames that wait until what they acknowledge is stored. */
    private record Answer(long generation, List<AcsMessage> frames) {}

    AcsConversation(Ledger ledger, Reporter reporter) {
        this.ledger = ledger;
        this.reporter = reporter;
    }

    /** The task ARNs of the newest manifest; empty before there was one. */
    Optional<Set<String>> manifest() {
        return manifest;
    }

    /** A connection ended: what was to be answered on it is not answered on the next. */
    void closed() {
        answers.clear();
        verification = "";
    }

    void heard(AcsMessage message, Instant now) {
        switch (message) {
            case AcsMessage.PayloadMessage payload -> payload(payload, now);
            case AcsMessage.HeartbeatMessage heartbeat -> {
                ledger.out.add(new Work.SendAcs(new AcsMessage.HeartbeatAckRequest(heartbeat.messageId())));
                ledger.out.add(new Work.Probe());
            }
            case AcsMessage.TaskManifestMessage wanted -> manifest(wanted);
            case AcsMessage.TaskStopVerificationAck stop -> verified(stop);
            case AcsMessage.IAMRoleCredentialsMessage fresh -> credentials(fresh);
            case AcsMessage.AttachTaskNetworkInterfacesMessage m ->
                answer(ack(m.clusterArn(), m.containerInstanceArn(), m.messageId()));
            case AcsMessage.AttachInstanceNetworkInterfacesMessage m ->
                answer(ack(m.clusterArn(), m.containerInstanceArn(), m.messageId()));
            case AcsMessage.ConfirmAttachmentMessage m ->
                answer(ack(m.clusterArn(), m.containerInstanceArn(), m.messageId()));
            case AcsMessage.StageUpdateMessage m -> noUpdates(m.clusterArn(), m.containerInstanceArn(), m.messageId());
            case AcsMessage.PerformUpdateMessage m ->
                noUpdates(m.clusterArn(), m.containerInstanceArn(), m.messageId());
            case AcsMessage.AckRequest _, AcsMessage.NackRequest _, AcsMessage.HeartbeatAckRequest _ -> {}
            case AcsMessage.TaskStopVerificationMessage _, AcsMessage.IAMRoleCredentialsAckRequest _ -> {}
            // Whoever has the sockets takes up the session: nothing of it is kept here.
            case AcsMessage.GantryExecuteCommandMessage _ -> {}
            case AcsMessage.GantryNetworkMessage _, AcsMessage.CloseMessage _, AcsMessage.ErrorMessage _ -> {}
        }
    }

    /** Sends the answers whose matter is stored. */
    void flush() {
        while (!answers.isEmpty() && ledger.isStored(answers.getFirst().generation())) {
            answers.removeFirst().frames().forEach(frame -> ledger.out.add(new Work.SendAcs(frame)));
        }
    }

    private void payload(AcsMessage.PayloadMessage payload, Instant now) {
        if (payload.messageId().isEmpty()
                || payload.clusterArn().isEmpty()
                || payload.containerInstanceArn().isEmpty()) {
            return;
        }
        List<AcsMessage> frames = new ArrayList<>();
        frames.add(ack(payload.clusterArn(), payload.containerInstanceArn(), payload.messageId()));
        boolean sound = true;
        List<TaskPayload> stopsFirst = payload.tasks().stream()
                .sorted(Comparator.comparing(task -> !task.desiredStatus().equals("STOPPED")))
                .toList();
        for (TaskPayload task : stopsFirst) {
            Optional<String> fault = Intake.fault(task);
            if (fault.isPresent()) {
                reporter.unrecognised(task, fault.get());
                sound = false;
                continue;
            }
            if (ledger.isGone(task.arn())) {
                // It was sent before our last report had arrived.
                reporter.gone(task);
                continue;
            }
            accept(task, now);
            ledger.credentials(task);
            task.roleCredentials().ifPresent(c -> frames.add(credentialsAck(payload.messageId(), c)));
            task.executionRoleCredentials().ifPresent(c -> frames.add(credentialsAck(payload.messageId(), c)));
        }
        ledger.sequence(ledger.sequence().afterPayload(payload.seqNum()));
        if (sound) {
            answers.add(new Answer(ledger.generation(), frames));
        }
    }

    /** A known task can only be told to stop; a new one gets its containers, or adopts those that are here already. */
    private void accept(TaskPayload payload, Instant now) {
        Optional<NodeTask> known = ledger.task(payload.arn());
        if (known.isPresent()) {
            if (payload.desiredStatus().equals("STOPPED") && !known.get().stopWanted()) {
                ledger.put(known.get().stopping(""));
            }
            return;
        }
        List<NodeContainer> containers = payload.containers().stream()
                .map(c -> adopt(
                        NodeContainer.fresh(
                                c.name(),
                                Names.container(payload, c.name()),
                                ledger.env.newId(),
                                cacheWillDo(c.image())),
                        !c.healthCheckType().isEmpty(),
                        now))
                .toList();
        NodeTask task =
                NodeTask.accepted(payload, ledger.takeOrder(), now, containers).sandbox(Sandboxes.of(payload));
        boolean adopted = containers.stream().anyMatch(c -> c.known().reached(ContainerStatus.CREATED));
        Optional<String> unsupported = Intake.unsupported(payload, ledger.settings.taskNetworks());
        NodeTask wanted = unsupported.isPresent() && !adopted ? task.stopping(unsupported.get()) : task;
        ledger.put(adopted ? wanted.admit() : wanted);
    }

    private NodeContainer adopt(NodeContainer fresh, boolean checked, Instant now) {
        return Optional.ofNullable(ledger.strays().remove(fresh.runtimeName()))
                .map(stray -> Adoption.take(Observation.apply(fresh, Optional.of(stray), checked, now), stray))
                .orElse(fresh);
    }

    private boolean cacheWillDo(String image) {
        return switch (ledger.settings.pullBehaviour()) {
            case PREFER_CACHED -> true;
            case ONCE -> ledger.hasPulled(image);
            case DEFAULT, ALWAYS -> false;
        };
    }

    private void manifest(AcsMessage.TaskManifestMessage message) {
        if (!ledger.sequence().acceptsManifest(message.timeline())) {
            return;
        }
        ledger.sequence(ledger.sequence().afterPayload(message.timeline()));
        Set<String> running = new HashSet<>();
        Set<String> all = new HashSet<>();
        for (TaskIdentifier task : message.tasks()) {
            all.add(task.taskArn());
            if (task.desiredStatus().equals("RUNNING")) {
                running.add(task.taskArn());
            }
        }
        manifest = Optional.of(all);
        List<AcsMessage> frames = new ArrayList<>();
        frames.add(ack(message.clusterArn(), message.containerInstanceArn(), message.messageId()));
        List<TaskIdentifier> candidates = ledger.tasks().stream()
                .filter(task -> !task.stopWanted() && task.stoppedAt().isEmpty() && !running.contains(task.arn()))
                .map(task -> new TaskIdentifier(task.arn(), message.clusterArn(), "STOPPED"))
                .toList();
        if (!candidates.isEmpty()) {
            verification = message.messageId();
            frames.add(new AcsMessage.TaskStopVerificationMessage(message.messageId(), candidates));
        }
        answers.add(new Answer(ledger.generation(), frames));
        ledger.out.add(new Work.ListContainers(ledger.env.now()));
    }

    private void verified(AcsMessage.TaskStopVerificationAck stop) {
        if (verification.isEmpty() || !verification.equals(stop.messageId())) {
            return;
        }
        verification = "";
        stop.stopTasks().forEach(task -> ledger.update(task.taskArn(), known -> known.stopping("")));
    }

    private void credentials(AcsMessage.IAMRoleCredentialsMessage message) {
        boolean roleKnown =
                message.roleType().equals(TASK_ROLE) || message.roleType().equals(EXECUTION_ROLE);
        RoleCredentials fresh = message.roleCredentials();
        boolean whole = !message.messageId().isEmpty() && !fresh.credentialsId().isEmpty();
        boolean known = ledger.task(message.taskArn())
                .map(task -> task.stoppedAt().isEmpty())
                .orElse(false);
        if (roleKnown && whole && known) {
            ledger.credentials(message.taskArn(), message.roleType(), fresh);
            answer(credentialsAck(message.messageId(), fresh));
        }
    }

    private void noUpdates(String cluster, String instance, String messageId) {
        answer(new AcsMessage.NackRequest(cluster, instance, messageId, "Updates are disabled"));
    }

    private void answer(AcsMessage frame) {
        ledger.out.add(new Work.SendAcs(frame));
    }

    private static AcsMessage ack(String cluster, String instance, String messageId) {
        return new AcsMessage.AckRequest(cluster, instance, messageId);
    }

    private static AcsMessage credentialsAck(String messageId, RoleCredentials fresh) {
        return new AcsMessage.IAMRoleCredentialsAckRequest(messageId, fresh.expiration(), fresh.credentialsId());
    }
}
