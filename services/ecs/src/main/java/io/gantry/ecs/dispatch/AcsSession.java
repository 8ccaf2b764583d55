package io.gantry.ecs.dispatch;

import io.gantry.agent.protocol.AcsMessage;
import io.gantry.agent.protocol.AgentMessage;
import io.gantry.agent.protocol.AgentMessages;
import io.gantry.agent.protocol.AgentTimers;
import io.gantry.agent.protocol.TaskPayload;
import io.gantry.base.Env;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.task.TaskStatus;
import io.gantry.ecs.task.Tasks;
import io.gantry.state.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One agent's command channel: which tasks it has been told of on this connection, and which messages it has not
 * acknowledged. Everything here is forgotten with the connection, because on the next one everything is sent again.
 */
final class AcsSession {
    /** Tasks in one payload, so that frames stay small. */
    private static final int BATCH = 20;

    private static final Duration HEARTBEAT = Duration.ofSeconds(20);

    /** How long an agent may take to answer a heartbeat. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /** AWS's agents are told every hour, too. */
    private static final Duration RENEWAL = Duration.ofHours(1);

    private static final int GOING_AWAY = 1001;
    private static final int HEX_OF_LONG = 16;

    private final Env env;
    private final ContainerInstance instance;
    private final AgentChannel channel;
    private final SessionNumbers numbers;
    private final TaskCredentials roles;

    /** The tasks that were given credentials, and when they get the next. */
    private final Map<String, Instant> renewals = new HashMap<>();

    /**
     * The tasks that the agent has been told of, and whether it was told to stop them. Their ids are 32 hexadecimal
     * characters: as numbers they take a third of the place, and there is one for each task that runs.
     */
    private final Map<UUID, Boolean> told = new HashMap<>();

    private final Map<String, Sent> unacknowledged = new LinkedHashMap<>();
    private Instant lastHeartbeat;
    private Instant lastHeard;

    private record Sent(List<String> taskIds, Instant at) {}

    AcsSession(Env env, ContainerInstance instance, AgentChannel channel, TaskCredentials roles) {
        this.env = env;
        this.roles = roles;
        this.instance = instance;
        this.channel = channel;
        this.numbers = new SessionNumbers(instance.session());
        this.lastHeartbeat = env.now();
        this.lastHeard = lastHeartbeat;
    }

    /** Which of its instance's sessions this is. */
    long number() {
        return instance.session();
    }

    /** The record id of its instance. */
    String instanceId() {
        return instance.id();
    }

    /**
     * Whether nothing came for {@code lease} although a heartbeat asked for an answer: the agent hangs, or its host is gone
     * without a word, which a connection alone does not show for a long time.
     */
    boolean isSilent(Duration lease, Instant now) {
        return lastHeartbeat.isAfter(lastHeard)
                && !now.isBefore(lastHeartbeat.plus(ANSWER))
                && !now.isBefore(lastHeard.plus(lease));
    }

    void close(int code, String reason) {
        channel.close(code, reason);
    }

    /** Tells a new connection everything: all tasks that have not ended, then the manifest. */
    void begin(View view) {
        List<Task> tasks = Tasks.on(view, instance);
        offer(view, tasks);
        List<AcsMessage.TaskIdentifier> wanted = tasks.stream()
                .filter(task -> isTold(task) && !hasEnded(task) && !task.desiredStopped())
                .map(task -> identifier(task, "RUNNING"))
                .toList();
        send(new AcsMessage.TaskManifestMessage(
                env.newId(),
                clusterArn(),
                instance.arn().toString(),
                env.now().toEpochMilli(),
                numbers.next(),
                wanted));
    }

    /** Tells that what the networks of tasks let through may have changed. */
    void networksChanged() {
        send(new AcsMessage.GantryNetworkMessage(env.newId()));
    }

    /** Tells of those among {@code changed} of which the agent does not know yet what is wanted. */
    void offer(View view, List<Task> changed) {
        List<Task> news = new ArrayList<>();
        for (Task task : changed) {
            if (hasEnded(task)) {
                told.remove(number(task.id()));
                renewals.remove(task.id());
            } else if (isTold(task)
                    && !Optional.of(task.desiredStopped()).equals(Optional.ofNullable(told.get(number(task.id()))))) {
                told.put(number(task.id()), task.desiredStopped());
                news.add(task);
            }
        }
        for (int from = 0; from < news.size(); from += BATCH) {
            payload(view, news.subList(from, Math.min(news.size(), from + BATCH)));
        }
    }

    /** Sends again what was not acknowledged in time, as it is wanted now, and a heartbeat when one is due. */
    void tick(View view, Instant now) {
        List<String> late = new ArrayList<>();
        unacknowledged.entrySet().removeIf(entry -> {
            boolean due = !now.isBefore(entry.getValue().at().plus(AgentTimers.REDELIVERY));
            if (due) {
                late.addAll(entry.getValue().taskIds());
            }
            return due;
        });
        late.forEach(id -> told.remove(number(id)));
        // A task that has ended meanwhile is left out: an agent that could not read it never acknowledges it.
        offer(
                view,
                late.stream().flatMap(id -> view.get(Tasks.TABLE, id).stream()).toList());
        renew(view, now);
        if (!now.isBefore(lastHeartbeat.plus(HEARTBEAT))) {
            lastHeartbeat = now;
            send(new AcsMessage.HeartbeatMessage(env.newId(), true));
        }
        if (numbers.isExhausted()) {
            channel.close(GOING_AWAY, "Reconnect to continue");
        }
    }

    /** Takes a frame of the agent; acknowledgements of heartbeats, and what only we send, change nothing. */
    void receive(View view, AgentMessage message) {
        lastHeard = env.now();
        if (message instanceof AcsMessage.AckRequest ack) {
            unacknowledged.remove(ack.messageId());
        } else if (message instanceof AcsMessage.NackRequest nack) {
            unacknowledged.remove(nack.messageId());
        } else if (message instanceof AcsMessage.TaskStopVerificationMessage candidates) {
            verify(view, candidates);
        }
    }

    /** Of the tasks that the agent runs and misses in the manifest, those that really are not wanted. */
    private void verify(View view, AcsMessage.TaskStopVerificationMessage candidates) {
        List<AcsMessage.TaskIdentifier> stop = candidates.stopCandidates().stream()
                .filter(candidate -> Tasks.byArn(view, instance.scope(), candidate.taskArn())
                        .filter(task -> task.instanceRecordId().equals(instance.id()))
                        .filter(task -> !hasEnded(task) && !task.desiredStopped())
                        .isEmpty())
                .map(candidate ->
                        new AcsMessage.TaskIdentifier(candidate.taskArn(), candidate.taskClusterArn(), "STOPPED"))
                .toList();
        if (!stop.isEmpty()) {
            send(new AcsMessage.TaskStopVerificationAck(
                    candidates.messageId(), env.now().toEpochMilli(), stop));
        }
    }

    private void payload(View view, List<Task> tasks) {
        if (numbers.isExhausted()) {
            return;
        }
        String messageId = env.newId();
        unacknowledged.put(messageId, new Sent(tasks.stream().map(Task::id).toList(), env.now()));
        send(new AcsMessage.PayloadMessage(
                messageId,
                clusterArn(),
                instance.arn().toString(),
                env.now().toEpochMilli(),
                numbers.next(),
                Optional.empty(),
                tasks.stream().map(task -> payload(view, task)).toList()));
    }

    private TaskPayload payload(View view, Task task) {
        TaskPayload payload = Payloads.of(view, task, roles);
        if (payload.roleCredentials().isPresent()) {
            renewals.put(task.id(), env.now().plus(RENEWAL));
        }
        return payload;
    }

    /** Credentials that are an hour old are replaced, long before they expire: an agent that is away then has time. */
    private void renew(View view, Instant now) {
        List<String> due = renewals.entrySet().stream()
                .filter(entry -> !now.isBefore(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        for (String id : due) {
            Optional<Task> task = view.get(Tasks.TABLE, id).filter(one -> !hasEnded(one));
            renewals.remove(id);
            task.flatMap(one -> roles.of(one, Payloads.definition(view, one)).credentials())
                    .ifPresent(fresh -> {
                        renewals.put(id, now.plus(RENEWAL));
                        send(new AcsMessage.IAMRoleCredentialsMessage(
                                env.newId(),
                                task.orElseThrow().arn().toString(),
                                clusterArn(),
                                "TaskApplication",
                                fresh));
                    });
        }
    }

    void send(AgentMessage message) {
        channel.send(AgentMessages.encode(message));
    }

    private String clusterArn() {
        return instance.scope().arn("cluster/" + instance.cluster()).toString();
    }

    private static AcsMessage.TaskIdentifier identifier(Task task, String desiredStatus) {
        return new AcsMessage.TaskIdentifier(
                task.arn().toString(), task.clusterArn().toString(), desiredStatus);
    }

    /** A task whose interface is not there yet is no agent's matter. */
    private static boolean isTold(Task task) {
        return task.lastStatus() != TaskStatus.PROVISIONING;
    }

    private static UUID number(String recordId) {
        int id = recordId.lastIndexOf('/') + 1;
        return new UUID(
                Long.parseUnsignedLong(recordId, id, id + HEX_OF_LONG, HEX_OF_LONG),
                Long.parseUnsignedLong(recordId, id + HEX_OF_LONG, recordId.length(), HEX_OF_LONG));
    }

    private static boolean hasEnded(Task task) {
        return task.observedStopped() || task.lastStatus().compareTo(TaskStatus.DEPROVISIONING) >= 0;
    }
}
