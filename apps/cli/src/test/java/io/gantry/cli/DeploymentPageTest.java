package io.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people read about a rollout, from answers of the API as they are. */
final class DeploymentPageTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000_000);

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    private static JsonNode service(int desired, int pending, int running, String events, String olderDeployment) {
        return json("""
                {'serviceName': 'web', 'clusterArn': 'arn:aws:ecs:us-east-1:000000000000:cluster/shop', 'status': 'ACTIVE',
                 'desiredCount': %1$d, 'pendingCount': %2$d, 'runningCount': %3$d, 'events': [%4$s], 'deployments': [
                  {'id': 'ecs-svc/2', 'status': 'PRIMARY', 'taskDefinition': 'arn:x/web:2', 'desiredCount': %1$d,
                   'pendingCount': %2$d, 'runningCount': %3$d, 'failedTasks': 1, 'rolloutState': 'IN_PROGRESS',
                   'rolloutStateReason': 'in progress.', 'createdAt': 999940.0}%5$s]}""".formatted(desired, pending, running, events, olderDeployment));
    }

    private static Optional<JsonNode> rollout(String status, String more) {
        return Optional.of(json("""
                {'serviceDeploymentArn': 'arn:x/shop/web/abc', 'status': '%s', 'createdAt': 999940.0,
                 'updatedAt': 999990.0, 'finishedAt': 999990.0,
                 'deploymentConfiguration': {'strategy': 'ROLLING', 'minimumHealthyPercent': 100, 'maximumPercent': 200,
                  'bakeTimeInMinutes': 5},
                 'deploymentCircuitBreaker': {'status': 'MONITORING', 'failureCount': 1, 'threshold': 3}%s}""".formatted(status, more)));
    }

    private static JsonNode task(String status, long startedAt, String health) {
        return json("""
                {'taskArn': 'arn:x/shop/t%d', 'startedBy': 'ecs-svc/2', 'lastStatus': '%s', 'createdAt': 999980.0,
                 'startedAt': %d.0, 'healthStatus': '%s'}""".formatted(startedAt, status, startedAt, health));
    }

    private static ServiceLook look(JsonNode service, Optional<JsonNode> rollout, boolean checked, JsonNode... tasks) {
        return new ServiceLook(service, rollout, List.of(tasks), checked, Duration.ofSeconds(40), NOW);
    }

    private static List<String> waits(ServiceLook look) {
        return Waiting.of(look).stream().map(Waiting::text).toList();
    }

    @Test
    void tasksWithoutChecksAreWaitedForByTheClock() {
        ServiceLook look = look(
                service(3, 1, 2, "", ""),
                rollout("IN_PROGRESS", ""),
                false,
                task("RUNNING", 999_900, "UNKNOWN"),
                task("RUNNING", 999_991, "UNKNOWN"),
                task("PENDING", 0, "UNKNOWN"));
        assertThat(waits(look))
                .containsExactly(
                        "1 of 3 are starting, the first for 20 s",
                        "1 of 3 healthy; tasks without checks count as healthy after 40 s; the last of them in 31 s");
    }

    @Test
    void healthChecksAreWaitedForByTask() {
        ServiceLook look = look(
                service(2, 0, 2, "", ", {'id': 'ecs-svc/1', 'runningCount': 2, 'pendingCount': 0}"),
                rollout("IN_PROGRESS", ""),
                true,
                task("RUNNING", 7, "HEALTHY"),
                task("RUNNING", 8, "UNHEALTHY"));
        assertThat(waits(look))
                .containsExactly(
                        "1 of 2 healthy; waits for the health checks of t8 (UNHEALTHY)",
                        "2 tasks of older revisions stay until those of the new one have taken their place");
    }

    @Test
    void aServiceWithoutRoomSaysWhoIsClosestAndWhatToAsk() {
        String event =
                "{'createdAt': 999970.0, 'message': '(service web) was unable to place a task because no container"
                        + " instance met all of its requirements. The closest matching (container-instance i-1) has insufficient"
                        + " memory available. For more information, see the Guide.'}";
        assertThat(waits(look(service(2, 0, 1, event, ""), rollout("IN_PROGRESS", ""), false)))
                .containsExactly("no room for 1 more: (container-instance i-1) has insufficient memory available"
                        + " (./gantry explain web says what would do) since 30 s");
        String later = "{'createdAt': 999980.0, 'message': '(service web) has started 1 tasks: (task t).'}, " + event;
        assertThat(waits(look(service(2, 0, 1, later, ""), rollout("IN_PROGRESS", ""), false)))
                .containsExactly("1 more to be started");
    }

    @Test
    void stagesAndHooksHaveClocks() {
        ServiceLook look = look(
                service(1, 0, 1, "", ""),
                rollout(
                        "IN_PROGRESS",
                        ", 'lifecycleStage': 'BAKE_TIME', 'lifecycleHookDetails': [{'hookId': 'h',"
                                + " 'status': 'AWAITING_ACTION', 'expiresAt': 1003600.0}]"),
                false,
                task("RUNNING", 1, "UNKNOWN"));
        assertThat(waits(look))
                .containsExactly(
                        "stage BAKE_TIME; time left: 4:50",
                        "hook h waits for ContinueServiceDeployment; time left: 1:00:00");
        JsonNode canary = json("""
                {'status': 'IN_PROGRESS', 'updatedAt': 999990.0, 'lifecycleStage': 'PRODUCTION_TRAFFIC_SHIFT',
                 'targetServiceRevision': {'requestedProductionTrafficWeight': 5.0},
                 'deploymentConfiguration': {'canaryConfiguration': {'canaryBakeTimeInMinutes': 10}}}""");
        assertThat(waits(look(service(1, 0, 1, "", ""), Optional.of(canary), false)))
                .containsExactly(
                        "stage PRODUCTION_TRAFFIC_SHIFT, 5.0 % of the traffic is for the new revision; time left:"
                                + " 9:50");
    }

    @Test
    void theEndOfARolloutIsItsOutcome() {
        JsonNode whole = service(2, 0, 2, "", "");
        assertThat(look(whole, rollout("SUCCESSFUL", ""), false).outcome()).isEqualTo(ServiceLook.Outcome.COMPLETED);
        assertThat(waits(look(whole, rollout("SUCCESSFUL", ""), false))).isEmpty();
        assertThat(look(whole, rollout("ROLLBACK_SUCCESSFUL", ""), false).outcome())
                .isEqualTo(ServiceLook.Outcome.FAILED);
        assertThat(look(whole, rollout("STOPPED", ""), false).outcome()).isEqualTo(ServiceLook.Outcome.FAILED);
        assertThat(look(whole, rollout("IN_PROGRESS", ""), false).outcome()).isEqualTo(ServiceLook.Outcome.UNDER_WAY);
        // Scaled since: no rollout, and not yet as wanted.
        assertThat(look(service(3, 1, 2, "", ""), rollout("SUCCESSFUL", ""), false)
                        .outcome())
                .isEqualTo(ServiceLook.Outcome.UNDER_WAY);
    }

    @Test
    void thePageShowsCountsTheRolloutAndTheNewestEvents() {
        String event = "{'createdAt': 999930.0, 'message': '(service web) has begun.'}";
        List<String> page = new DeploymentPage(
                        look(service(2, 1, 1, event, ""), rollout("IN_PROGRESS", ", 'statusReason': 'why'"), false))
                .lines();
        assertThat(page.getFirst()).isEqualTo("Service web in shop: ACTIVE, 2 wanted, 1 pending, 1 running");
        assertThat(page)
                .anyMatch(line ->
                        line.matches("ecs-svc/2 +PRIMARY +web:2 +2 +1 +1 +1 +IN_PROGRESS +1:00 +in progress\\."))
                .contains(
                        "Rollout abc: IN_PROGRESS for 1:00, ROLLING, 100 % to 200 % of the wanted tasks, circuit breaker"
                                + " MONITORING at 1 of 3 failures: why")
                .contains("  1:10 ago  (service web) has begun.");
    }

    @Test
    void aServiceOfAnotherControllerShowsItsTaskSets() {
        JsonNode external = json("""
                {'serviceName': 'web', 'clusterArn': 'arn:x/shop', 'status': 'ACTIVE', 'desiredCount': 2, 'pendingCount': 0,
                 'runningCount': 2, 'deployments': [], 'events': [], 'taskSets': [{'id': 'ecs-svc/3', 'status': 'PRIMARY',
                  'taskDefinition': 'arn:x/web:1', 'computedDesiredCount': 2, 'pendingCount': 0, 'runningCount': 2,
                  'scale': {'value': 100.0, 'unit': 'PERCENT'}, 'stabilityStatus': 'STEADY_STATE', 'createdAt': 999940.0}]}""");
        ServiceLook look = look(external, Optional.empty(), false);
        assertThat(look.outcome()).isEqualTo(ServiceLook.Outcome.COMPLETED);
        JsonNode moving = json(external.toString()
                .replace("STEADY_STATE\"", "STABILIZING\",\"stabilityStatusAt\":999995.0")
                .replace("\"runningCount\":2", "\"runningCount\":1"));
        assertThat(waits(look(moving, Optional.empty(), false)))
                .containsExactly("task set ecs-svc/3: 1 of 2 run; STABILIZING for 5 s");
        assertThat(new DeploymentPage(look).lines())
                .anyMatch(line -> line.matches("ecs-svc/3 +PRIMARY +web:1 +2 +0 +2 +100.0 % +STEADY_STATE +1:00"));
    }

    @Test
    void factsOfALaterLookDifferOnlyByWhatChanged() {
        Optional<JsonNode> rollout = rollout("IN_PROGRESS", "");
        ServiceLook first = look(service(2, 1, 1, "", ""), rollout, false);
        ServiceLook later =
                new ServiceLook(first.service(), rollout, List.of(), false, Duration.ofSeconds(40), NOW.plusSeconds(5));
        assertThat(new DeploymentPage(later).facts().keySet())
                .isEqualTo(new DeploymentPage(first).facts().keySet())
                .contains("waits: 1 of 2 are starting");
        assertThat(new DeploymentPage(look(service(2, 0, 2, "", ""), rollout, false))
                        .facts()
                        .keySet())
                .isNotEqualTo(new DeploymentPage(first).facts().keySet());
    }
}
