package io.gantry.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * One look at a service and its newest rollout, in AWS's shapes.
 *
 * @param service of DescribeServices
 * @param rollout of DescribeServiceDeployments; empty when the service never had one
 * @param tasks of DescribeTasks, those that are meant to run
 * @param checked whether tasks of the newest revision have container health checks
 * @param healthyAfter so long after its start a task without such checks counts as healthy
 * @param now when this was looked at
 */
record ServiceLook(
        JsonNode service,
        Optional<JsonNode> rollout,
        List<JsonNode> tasks,
        boolean checked,
        Duration healthyAfter,
        Instant now) {
    private static final Set<String> ENDS = Set.of("SUCCESSFUL", "STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED");

    ServiceLook {
        tasks = List.copyOf(tasks);
    }

    /** What has become of what was wanted last. */
    enum Outcome {
        /** Something is still to happen. */
        UNDER_WAY,
        /** All is as wanted. */
        COMPLETED,
        /** It was given up, whether or not what was there before came back. */
        FAILED
    }

    /** Looks now. */
    static ServiceLook at(EcsReader reader, String cluster, String name, Duration healthyAfter, Instant now) {
        JsonNode service = reader.service(cluster, name);
        String plain = EcsReader.text(service, "serviceName");
        JsonNode primary = service.path("deployments").path(0);
        boolean checked = !primary.isMissingNode()
                && reader.taskDefinition(EcsReader.text(primary, "taskDefinition"))
                        .path("containerDefinitions")
                        .valueStream()
                        .anyMatch(container -> container.has("healthCheck")
                                && container.path("essential").asBoolean(true));
        return new ServiceLook(
                service,
                reader.rollout(cluster, plain),
                EcsReader.text(service, "status").equals("ACTIVE") ? reader.tasksOf(cluster, plain) : List.of(),
                checked,
                healthyAfter,
                now);
    }

    String status() {
        return EcsReader.text(service, "status");
    }

    /** The rollout's status, empty when there is none. */
    String rolloutStatus() {
        return rollout.map(one -> EcsReader.text(one, "status")).orElse("");
    }

    boolean rolloutEnded() {
        return rollout.isEmpty() || ENDS.contains(rolloutStatus());
    }

    Outcome outcome() {
        if (!status().equals("ACTIVE")) {
            return status().equals("INACTIVE") ? Outcome.COMPLETED : Outcome.UNDER_WAY;
        }
        if (!taskSets().isEmpty()) {
            return taskSets().stream().allMatch(ServiceLook::isSteady) ? Outcome.COMPLETED : Outcome.UNDER_WAY;
        }
        if (!rolloutEnded()) {
            return Outcome.UNDER_WAY;
        }
        boolean succeeded = rollout.isEmpty() || rolloutStatus().equals("SUCCESSFUL");
        if (!succeeded) {
            return Outcome.FAILED;
        }
        boolean asWanted = count(service, "runningCount") == count(service, "desiredCount")
                && count(service, "pendingCount") == 0
                && service.path("deployments").size() <= 1;
        return asWanted ? Outcome.COMPLETED : Outcome.UNDER_WAY;
    }

    /** What another controller than ECS has deployed. */
    List<JsonNode> taskSets() {
        return service.path("taskSets").valueStream().toList();
    }

    /** Whether a task set has all that it wants. */
    static boolean isSteady(JsonNode taskSet) {
        return EcsReader.text(taskSet, "stabilityStatus").equals("STEADY_STATE");
    }

    /** The deployment that is being brought in, a missing node when another controller than ECS deploys. */
    JsonNode primary() {
        return service.path("deployments").path(0);
    }

    /** Tasks of a deployment that are RUNNING and meant to stay. */
    List<JsonNode> running(JsonNode deployment) {
        return tasks.stream()
                .filter(task -> EcsReader.text(task, "startedBy").equals(EcsReader.text(deployment, "id"))
                        && EcsReader.text(task, "lastStatus").equals("RUNNING"))
                .toList();
    }

    /** What the deployments after the first one still run or start. */
    int older() {
        JsonNode all = service.path("deployments");
        return IntStream.range(1, all.size())
                .map(i -> count(all.path(i), "runningCount") + count(all.path(i), "pendingCount"))
                .sum();
    }

    static int count(JsonNode node, String member) {
        return node.path(member).asInt(0);
    }

    /** A member that holds a moment. */
    static Optional<Instant> moment(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isNumber()
                ? Optional.of(Instant.ofEpochMilli(Math.round(value.asDouble() * 1000)))
                : Optional.empty();
    }

    /** How long ago a member's moment was, zero when there is none. */
    Duration since(JsonNode node, String member) {
        return moment(node, member)
                .map(then -> Duration.between(then, now))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }
}
