package io.gantry.ecs.dispatch;

import io.gantry.agent.protocol.AcsMessage;
import io.gantry.agent.protocol.AgentMessage;
import io.gantry.agent.protocol.AgentMessages;
import io.gantry.agent.protocol.TcsMessage;
import io.gantry.base.Env;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.instance.HealthCheck;
import io.gantry.ecs.task.HealthStatus;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.task.Tasks;
import io.gantry.state.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One agent's telemetry channel. Every message is acknowledged, because only that keeps the agent on the line; the verdicts
 * in them go into the store when they have changed, the measurements do not.
 */
final class TcsSession {
    private static final Duration HEARTBEAT = Duration.ofSeconds(45);
    private static final String OK = "ok";

    private final Env env;
    private final StateStore store;
    private final ContainerInstance instance;
    private final AgentChannel channel;
    private final Measurements measurements;
    private Instant lastHeartbeat;

    TcsSession(Env env, StateStore store, ContainerInstance instance, AgentChannel channel, Measurements measurements) {
        this.env = env;
        this.store = store;
        this.instance = instance;
        this.channel = channel;
        this.measurements = measurements;
        this.lastHeartbeat = env.now();
    }

    /** The record id of its instance. */
    String instanceId() {
        return instance.id();
    }

    void close(int code, String reason) {
        channel.close(code, reason);
    }

    void tick(Instant now) {
        if (!now.isBefore(lastHeartbeat.plus(HEARTBEAT))) {
            lastHeartbeat = now;
            send(new AcsMessage.HeartbeatMessage(env.newId(), true));
        }
    }

    /** Takes a frame of the agent; what only we send is no message of an agent's. */
    void receive(AgentMessage message) {
        if (message instanceof TcsMessage.PublishMetricsRequest metrics) {
            measurements.add(instance.id(), metrics);
            send(new TcsMessage.AckPublishMetric(OK));
        } else if (message instanceof TcsMessage.PublishHealthRequest health) {
            health.tasks().forEach(this::judge);
            send(new TcsMessage.AckPublishHealth(OK));
        } else if (message instanceof TcsMessage.PublishInstanceStatusRequest status) {
            judge(status);
            send(new TcsMessage.AckPublishInstanceStatus(OK));
        }
    }

    private void judge(TcsMessage.TaskHealth health) {
        Map<String, HealthStatus> verdicts = new HashMap<>();
        for (TcsMessage.ContainerHealth container : health.containers()) {
            switch (container.healthStatus()) {
                case "HEALTHY" -> verdicts.put(container.containerName(), HealthStatus.HEALTHY);
                case "UNHEALTHY" -> verdicts.put(container.containerName(), HealthStatus.UNHEALTHY);
                default -> verdicts.put(container.containerName(), HealthStatus.UNKNOWN);
            }
        }
        Optional<Task> task = Tasks.byArn(store.view(), instance.scope(), health.taskArn());
        // Most reports say what is known: they cost a look, not a transaction.
        if (task.filter(known -> !known.withHealth(verdicts).equals(known)).isPresent()) {
            store.transact(tx -> {
                tx.get(Tasks.TABLE, task.get().id())
                        .filter(known -> known.instanceRecordId().equals(instance.id()))
                        .ifPresent(known -> tx.put(Tasks.TABLE, known.withHealth(verdicts)));
                return task;
            });
        }
    }

    private void judge(TcsMessage.PublishInstanceStatusRequest report) {
        List<HealthCheck> checks = report.statuses().stream()
                .map(status -> new HealthCheck(
                        status.type().equals("ContainerRuntime") ? "CONTAINER_RUNTIME" : status.type(),
                        status.status(),
                        "",
                        Optional.of(status.lastUpdated()),
                        Optional.of(status.lastStatusChange())))
                .toList();
        store.transact(tx -> {
            tx.get(ContainerInstances.TABLE, instance.id())
                    .ifPresent(known -> tx.put(ContainerInstances.TABLE, known.withHealth(checks)));
            return checks;
        });
    }

    private void send(AgentMessage message) {
        channel.send(AgentMessages.encode(message));
    }
}
