package io.gantry.agent.node;

import io.gantry.agent.node.task.ContainerStatus;
import io.gantry.agent.node.task.NodeContainer;
import io.gantry.agent.node.task.NodeTask;
import io.gantry.agent.node.telemetry.Measurement;
import io.gantry.agent.node.telemetry.Period;
import io.gantry.agent.protocol.AgentTimers;
import io.gantry.agent.protocol.ContainerPayload.RestartPolicy;
import io.gantry.agent.protocol.TcsMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures containers and publishes metrics, health and the instance's status (agent-protocol.md 9). */
final class Telemetry {
    private final Ledger ledger;
    private final String containerInstance;
    private final Map<String, Period> periods = new HashMap<>();
    private boolean open;
    private boolean sampling;
    private Instant nextSample = Instant.EPOCH;
    private Instant nextPublish = Instant.EPOCH;
    private TcsMessage.InstanceStatus status;
    private boolean statusTold;

    Telemetry(Ledger ledger, String containerInstance, Instant now) {
        this.ledger = ledger;
        this.containerInstance = containerInstance;
        this.status = new TcsMessage.InstanceStatus("ContainerRuntime", "INITIALIZING", now, now);
    }

    void connection(boolean nowOpen, Instant now) {
        open = nowOpen;
        statusTold = false;
        nextPublish = now;
        nextSample = now;
    }

    /** Whether the container engine answered just now. */
    void probed(boolean answered, Instant now) {
        String word = answered ? "OK" : "IMPAIRED";
        boolean changed = !word.equals(status.status());
        status = new TcsMessage.InstanceStatus(status.type(), word, now, changed ? now : status.lastStatusChange());
        statusTold &= !changed;
    }

    void sampled(List<Event.Sample> samples, Instant now) {
        sampling = false;
        long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        for (Event.Sample sample : samples) {
            Measurement.read(sample.stats(), nanos)
                    .ifPresent(measured -> periods.merge(
                            sample.target().runtimeId(),
                            Period.EMPTY.plus(measured),
                            (known, fresh) -> known.plus(measured)));
        }
    }

    void poll(Instant now) {
        if (!open) {
            return;
        }
        if (!sampling && !nextSample.isAfter(now)) {
            nextSample = now.plus(ledger.settings.sampling());
            List<Work.Target> targets = running();
            if (!targets.isEmpty()) {
                sampling = true;
                ledger.out.add(new Work.Sample(targets));
            }
        }
        if (!nextPublish.isAfter(now)) {
            nextPublish = now.plus(AgentTimers.TELEMETRY);
            publish(now);
        }
    }

    /** When to poll again, if not before; a sample under way is waited for, however late the next one is. */
    Optional<Instant> due() {
        if (!open) {
            return Optional.empty();
        }
        return Optional.of(sampling || nextPublish.isBefore(nextSample) ? nextPublish : nextSample);
    }

    private List<Work.Target> running() {
        List<Work.Target> targets = new ArrayList<>();
        for (NodeTask task : ledger.tasks()) {
            for (NodeContainer container : task.containers()) {
                if (container.known() == ContainerStatus.RUNNING) {
                    targets.add(new Work.Target(task.arn(), container.name(), container.runtimeId()));
                }
            }
        }
        return targets;
    }

    private void publish(Instant now) {
        metrics(now);
        health(now);
        if (!statusTold && !status.status().equals("INITIALIZING")) {
            statusTold = true;
            send(new TcsMessage.PublishInstanceStatusRequest(
                    new TcsMessage.InstanceStatusMetadata(
                            ledger.settings.cluster(), containerInstance, ledger.env.newId()),
                    now,
                    List.of(status)));
        }
    }

    private void metrics(Instant now) {
        List<TcsMessage.TaskMetric> metrics = new ArrayList<>();
        Map<String, Period> next = new HashMap<>();
        for (NodeTask task : ledger.tasks()) {
            List<TcsMessage.ContainerMetric> containers = new ArrayList<>();
            for (NodeContainer container : task.containers()) {
                Period period = periods.getOrDefault(container.runtimeId(), Period.EMPTY);
                period.metric(container.name(), restarts(task, container)).ifPresent(containers::add);
                if (container.known() == ContainerStatus.RUNNING) {
                    next.put(container.runtimeId(), period.next());
                }
            }
            if (!containers.isEmpty()) {
                metrics.add(new TcsMessage.TaskMetric(
                        task.arn(), task.payload().family(), task.payload().version(), containers));
            }
        }
        periods.clear();
        periods.putAll(next);
        String id = ledger.env.newId();
        for (int from = 0; from == 0 || from < metrics.size(); from += AgentTimers.TASKS_PER_PAGE) {
            int to = Math.min(metrics.size(), from + AgentTimers.TASKS_PER_PAGE);
            TcsMessage.MetricsMetadata metadata = new TcsMessage.MetricsMetadata(
                    ledger.settings.cluster(), containerInstance, to == metrics.size(), metrics.isEmpty(), id);
            send(new TcsMessage.PublishMetricsRequest(metadata, now, metrics.subList(from, to)));
        }
    }

    private static Optional<Integer> restarts(NodeTask task, NodeContainer container) {
        return task.wanted(container.name())
                .restartPolicy()
                .filter(RestartPolicy::enabled)
                .map(policy -> container.restartCount());
    }

    private void health(Instant now) {
        List<TcsMessage.TaskHealth> health = new ArrayList<>();
        for (NodeTask task : ledger.tasks()) {
            List<TcsMessage.ContainerHealth> containers = task.containers().stream()
                    .filter(c ->
                            c.known() == ContainerStatus.RUNNING && !c.health().isEmpty())
                    .map(c -> new TcsMessage.ContainerHealth(
                            c.name(), c.health(), c.healthSince().orElse(now)))
                    .toList();
            if (!containers.isEmpty()) {
                health.add(new TcsMessage.TaskHealth(
                        task.arn(), task.payload().family(), task.payload().version(), containers));
            }
        }
        String id = ledger.env.newId();
        for (int from = 0; from < health.size(); from += AgentTimers.TASKS_PER_PAGE) {
            int to = Math.min(health.size(), from + AgentTimers.TASKS_PER_PAGE);
            TcsMessage.HealthMetadata metadata = new TcsMessage.HealthMetadata(
                    ledger.settings.cluster(), containerInstance, to == health.size(), id);
            send(new TcsMessage.PublishHealthRequest(metadata, now, health.subList(from, to)));
        }
    }

    private void send(TcsMessage message) {
        ledger.out.add(new Work.SendTcs(message));
    }
}
