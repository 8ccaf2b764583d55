package io.gantry.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What {@code gantry deployments} shows of one look. */
final class DeploymentPage {
    private static final int EVENTS = 5;

    private final ServiceLook look;
    private final JsonNode service;

    DeploymentPage(ServiceLook look) {
        this.look = look;
        this.service = look.service();
    }

    /** The whole page. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Service " + EcsReader.text(service, "serviceName") + " in "
                + EcsReader.last(EcsReader.text(service, "clusterArn")) + ": " + look.status() + ", "
                + counts(service));
        lines.add("");
        lines.addAll(look.primary().isMissingNode() ? withoutDeployments() : table());
        lines.add("");
        look.rollout().ifPresent(rollout -> lines.add(rollout(rollout)));
        Waiting.of(look).forEach(waiting -> lines.add("  waits: " + waiting.text()));
        lines.add("");
        lines.add("Events, the newest first:");
        service.path("events")
                .valueStream()
                .limit(EVENTS)
                .forEach(event -> lines.add("  " + Waiting.clock(look.since(event, "createdAt")) + " ago  "
                        + EcsReader.text(event, "message")));
        return lines;
    }

    /** Another controller than ECS brings in task sets; a deleted service has nothing left. */
    private List<String> withoutDeployments() {
        if (look.taskSets().isEmpty()) {
            return List.of(
                    look.status().equals("ACTIVE")
                            ? "It has neither deployments nor task sets yet: aws ecs create-task-set"
                            : "It has been deleted.");
        }
        TextTable table = new TextTable(
                "TASK SET", "STATUS", "TASK DEFINITION", "WANTED", "PENDING", "RUNNING", "SCALE", "STABILITY", "AGE");
        for (JsonNode one : look.taskSets()) {
            table.row(
                    EcsReader.text(one, "id"),
                    EcsReader.text(one, "status"),
                    EcsReader.last(EcsReader.text(one, "taskDefinition")),
                    EcsReader.text(one, "computedDesiredCount"),
                    EcsReader.text(one, "pendingCount"),
                    EcsReader.text(one, "runningCount"),
                    EcsReader.text(one.path("scale"), "value") + " %",
                    EcsReader.text(one, "stabilityStatus"),
                    Waiting.clock(look.since(one, "createdAt")));
        }
        return table.lines();
    }

    private List<String> table() {
        TextTable table = new TextTable(
                "DEPLOYMENT",
                "STATUS",
                "TASK DEFINITION",
                "WANTED",
                "PENDING",
                "RUNNING",
                "FAILED",
                "ROLLOUT",
                "AGE",
                "REASON");
        for (JsonNode one : service.path("deployments")) {
            table.row(
                    EcsReader.text(one, "id"),
                    EcsReader.text(one, "status"),
                    EcsReader.last(EcsReader.text(one, "taskDefinition")),
                    EcsReader.text(one, "desiredCount"),
                    EcsReader.text(one, "pendingCount"),
                    EcsReader.text(one, "runningCount"),
                    EcsReader.text(one, "failedTasks"),
                    EcsReader.text(one, "rolloutState"),
                    Waiting.clock(look.since(one, "createdAt")),
                    EcsReader.text(one, "rolloutStateReason"));
        }
        return table.lines();
    }

    private String rollout(JsonNode rollout) {
        JsonNode configuration = rollout.path("deploymentConfiguration");
        JsonNode breaker = rollout.path("deploymentCircuitBreaker");
        StringBuilder line = new StringBuilder("Rollout ")
                .append(EcsReader.last(EcsReader.text(rollout, "serviceDeploymentArn")))
                .append(": ")
                .append(look.rolloutStatus())
                .append(look.rolloutEnded() ? " since " : " for ")
                .append(Waiting.clock(look.since(rollout, look.rolloutEnded() ? "finishedAt" : "createdAt")))
                .append(", ")
                .append(EcsReader.text(configuration, "strategy"))
                .append(", ")
                .append(EcsReader.text(configuration, "minimumHealthyPercent"))
                .append(" % to ")
                .append(EcsReader.text(configuration, "maximumPercent"))
                .append(" % of the wanted tasks");
        if (breaker.has("threshold")) {
            line.append(", circuit breaker ")
                    .append(EcsReader.text(breaker, "status"))
                    .append(" at ")
                    .append(EcsReader.text(breaker, "failureCount"))
                    .append(" of ")
                    .append(EcsReader.text(breaker, "threshold"))
                    .append(" failures");
        }
        String reason = EcsReader.text(rollout, "statusReason");
        return reason.isEmpty()
                ? line.toString()
                : line.append(": ").append(reason).toString();
    }

    /**
     * What is true now: each fact without its clock, and the line that tells it. Two looks differ in the facts that have
     * changed.
     */
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        Waiting.of(look).forEach(waiting -> facts.put("waits: " + waiting.what(), "waits: " + waiting.text()));
        plainFacts().forEach(fact -> facts.put(fact, fact));
        return facts;
    }

    private List<String> plainFacts() {
        List<String> facts = new ArrayList<>();
        facts.add("service " + look.status() + ", " + counts(service));
        for (JsonNode one : service.path("deployments")) {
            facts.add(EcsReader.text(one, "id") + " " + EcsReader.text(one, "status") + " "
                    + EcsReader.last(EcsReader.text(one, "taskDefinition")) + ": " + counts(one) + ", "
                    + EcsReader.text(one, "failedTasks") + " failed, " + EcsReader.text(one, "rolloutState") + ", "
                    + EcsReader.text(one, "rolloutStateReason"));
        }
        look.rollout()
                .ifPresent(rollout -> facts.add("rollout " + look.rolloutStatus()
                        + (EcsReader.text(rollout, "statusReason").isEmpty()
                                ? ""
                                : ": " + EcsReader.text(rollout, "statusReason"))));
        service.path("events")
                .valueStream()
                .limit(EVENTS)
                .toList()
                .reversed()
                .forEach(event -> facts.add("event: " + EcsReader.text(event, "message")));
        return facts;
    }

    private static String counts(JsonNode node) {
        return EcsReader.text(node, "desiredCount") + " wanted, " + EcsReader.text(node, "pendingCount") + " pending, "
                + EcsReader.text(node, "runningCount") + " running";
    }
}
