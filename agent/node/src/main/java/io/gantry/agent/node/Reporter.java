package io.gantry.agent.node;

import io.gantry.agent.node.task.ContainerStatus;
import io.gantry.agent.node.task.NodeTask;
import io.gantry.agent.node.task.Reasons;
import io.gantry.agent.node.task.TaskReports;
import io.gantry.agent.protocol.AgentTimers;
import io.gantry.agent.protocol.TaskPayload;
import io.gantry.agent.protocol.TaskStateChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Delivers reports (agent-protocol.md 8.4): for each task one at a time and in order, at most ten over all, again and again
 * until taken. What is told next is decided when its turn comes, so changes that wait together travel together.
 */
final class Reporter {
    private final Ledger ledger;
    private final Map<String, Delivery> deliveries = new TreeMap<>();
    private final Map<String, TaskReports.Report> notOurs = new TreeMap<>();

    /** A report under way, or waiting to be repeated. */
    private record Delivery(int attempts, Optional<Instant> retryAt) {}

    Reporter(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Tells that a task could not be understood. It is no task of ours, so nothing else is kept of it. */
    void unrecognised(TaskPayload task, String fault) {
        stopped(task, Reasons.unrecognised(fault));
    }

    /** Tells again that a task has ended of which nothing is left here. */
    void gone(TaskPayload task) {
        stopped(task, "");
    }

    private void stopped(TaskPayload task, String reason) {
        TaskStateChange change = new TaskStateChange(
                ledger.settings.cluster(),
                task.arn(),
                "STOPPED",
                reason,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        notOurs.put(task.arn(), new TaskReports.Report(change, ContainerStatus.STOPPED, List.of()));
    }

    /** Starts the reports that are due. */
    void poll(Instant now) {
        List<String> tasks = new ArrayList<>(notOurs.keySet());
        ledger.tasks().stream()
                .sorted(Comparator.comparingLong(NodeTask::order))
                .map(NodeTask::arn)
                .forEach(tasks::add);
        for (String arn : tasks) {
            if (underWay() >= AgentTimers.SUBMITS_IN_FLIGHT) {
                return;
            }
            Delivery before = deliveries.get(arn);
            boolean waiting = before != null
                    && before.retryAt().map(at -> at.isAfter(now)).orElse(true);
            if (waiting) {
                continue;
            }
            Optional<TaskReports.Report> report = report(arn, now);
            if (report.isEmpty()) {
                // What was to be repeated is out of date, and what follows is not due yet.
                deliveries.remove(arn);
                continue;
            }
            if (report.get().status() == ContainerStatus.STOPPED && !ledger.isStored(arn)) {
                // A node that forgot the end it told of would run the task a second time; the next poll follows the
                // storing.
                deliveries.remove(arn);
                continue;
            }
            int attempts = before == null ? 1 : before.attempts() + 1;
            deliveries.put(arn, new Delivery(attempts, Optional.empty()));
            ledger.out.add(new Work.Submit(arn, report.get()));
        }
    }

    void submitted(Event.Submitted event, Instant now) {
        String arn = event.task();
        if (event.outcome() == Event.Outcome.FAILED) {
            int attempts = Optional.ofNullable(deliveries.get(arn))
                    .map(Delivery::attempts)
                    .orElse(1);
            Instant again = now.plus(
                    AgentTimers.SUBMIT.delay(attempts, ledger.env.random().nextDouble()));
            deliveries.put(arn, new Delivery(attempts, Optional.of(again)));
            return;
        }
        deliveries.remove(arn);
        if (notOurs.remove(arn) == null) {
            ledger.update(arn, task -> TaskReports.delivered(task, event.report()));
        }
    }

    /** The control plane is back: what waits to be repeated need not wait any longer. */
    void connected(Instant now) {
        deliveries.replaceAll(
                (task, delivery) -> delivery.retryAt().isPresent() ? new Delivery(0, Optional.of(now)) : delivery);
    }

    /** When to poll again, if not before; while no more reports may be under way, one has to come back first. */
    Optional<Instant> due() {
        if (underWay() >= AgentTimers.SUBMITS_IN_FLIGHT) {
            return Optional.empty();
        }
        List<Instant> moments = new ArrayList<>();
        deliveries.values().forEach(delivery -> delivery.retryAt().ifPresent(moments::add));
        ledger.tasks().stream()
                .filter(task -> !deliveries.containsKey(task.arn()))
                .forEach(task -> TaskReports.due(task).ifPresent(moments::add));
        return moments.stream().min(Instant::compareTo);
    }

    private Optional<TaskReports.Report> report(String arn, Instant now) {
        TaskReports.Report unknown = notOurs.get(arn);
        return unknown != null
                ? Optional.of(unknown)
                : ledger.task(arn).flatMap(task -> TaskReports.next(task, ledger.settings.cluster(), now));
    }

    private long underWay() {
        return deliveries.values().stream().filter(d -> d.retryAt().isEmpty()).count();
    }
}
