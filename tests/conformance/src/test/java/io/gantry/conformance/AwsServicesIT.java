package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The AWS command line and services whose tasks really run. */
@ExtendWith(SharedGantry.class)
final class AwsServicesIT {
    private final RunningGantry gantry;
    private final AwsProgram aws;
    private final EcsTasks tasks;
    private final EcsServices services;

    AwsServicesIT(RunningGantry gantry) {
        this.gantry = gantry;
        this.aws = new AwsProgram(gantry);
        this.tasks = new EcsTasks(gantry);
        this.services = new EcsServices(gantry);
    }

    /** A revision of the family {@code shop}, which serves nginx's page, or cannot start. */
    private String define(String image) {
        return tasks.register("""
                {'family': 'shop', 'networkMode': 'bridge', 'containerDefinitions': [{
                  'name': 'nginx', 'image': 'IMAGE', 'memory': 32, 'essential': true, 'stopTimeout': 5,
                  'portMappings': [{'containerPort': 80}]}]}""".replace("IMAGE", image));
    }

    private JsonNode described(String name) {
        return aws.json("describe-services", "--services", name)
                .path("services")
                .path(0);
    }

    private List<String> tasksOf(String name) {
        List<String> arns = new ArrayList<>();
        aws.json("list-tasks", "--service-name", name).path("taskArns").forEach(arn -> arns.add(arn.asString()));
        return arns;
    }

    @Test
    void a_service_is_made_kept_rolled_over_scaled_and_deleted() {
        String first = define("nginx:latest");
        JsonNode made = aws.json(
                        "create-service", "--service-name", "shop", "--task-definition", "shop", "--desired-count", "2")
                .path("service");
        assertThat(made.path("status").asString()).isEqualTo("ACTIVE");
        assertThat(made.path("taskDefinition").asString()).isEqualTo(first);
        assertThat(made.path("deployments").path(0).path("status").asString()).isEqualTo("PRIMARY");
        assertThat(made.path("deployments").path(0).path("rolloutState").asString())
                .isEqualTo("IN_PROGRESS");
        assertThat(made.has("networkConfiguration")).isFalse();
        aws.awaitServices("services-stable", "shop");
        services.awaitRolledOut("shop");

        JsonNode stable = described("shop");
        assertThat(stable.path("runningCount").asInt()).isEqualTo(2);
        assertThat(stable.path("pendingCount").asInt()).isZero();
        assertThat(stable.path("deployments")).hasSize(1);
        assertThat(stable.path("events").toString()).contains("(service shop) has reached a steady state.");
        assertThat(aws.json("list-services").path("serviceArns").toString())
                .contains(stable.path("serviceArn").asString());
        keepsItsCount(stable);
        String second = rollsOver();
        hasAHistory(first, second);
        scalesAndGoes();
    }

    private void keepsItsCount(JsonNode stable) {
        List<String> before = tasksOf("shop");
        assertThat(before).hasSize(2);
        JsonNode victim = tasks.task(before.getFirst());
        assertThat(victim.path("group").asString()).isEqualTo("service:shop");
        assertThat(victim.path("startedBy"))
                .isEqualTo(stable.path("deployments").path(0).path("id"));
        gantry.docker(
                        "kill",
                        EcsTasks.container(victim, "nginx").path("runtimeId").asString())
                .run()
                .success();
        JsonNode stopped = tasks.await(before.getFirst(), "STOPPED");
        assertThat(stopped.path("stopCode").asString()).isEqualTo("EssentialContainerExited");
        services.awaitRunning("shop", 2);
        assertThat(tasksOf("shop")).hasSize(2).contains(before.getLast()).doesNotContain(before.getFirst());
        int port = EcsTasks.hostPort(
                tasks.task(tasksOf("shop").stream()
                        .filter(arn -> !before.contains(arn))
                        .findFirst()
                        .orElseThrow()),
                "nginx");
        assertThat(Network.get(port, "/")).containsIgnoringCase("nginx");
    }

    private String rollsOver() {
        String second = define("nginx:latest");
        JsonNode updated = aws.json("update-service", "--service", "shop", "--task-definition", "shop")
                .path("service");
        assertThat(updated.path("deployments")).hasSize(2);
        assertThat(updated.path("deployments").path(0).path("taskDefinition").asString())
                .isEqualTo(second);
        assertThat(updated.path("deployments").path(1).path("status").asString())
                .isEqualTo("ACTIVE");
        services.awaitRolledOut("shop");
        aws.awaitServices("services-stable", "shop");
        assertThat(tasksOf("shop"))
                .hasSize(2)
                .allSatisfy(arn -> assertThat(
                                tasks.task(arn).path("taskDefinitionArn").asString())
                        .isEqualTo(second));
        return second;
    }

    private void hasAHistory(String first, String second) {
        JsonNode listed = aws.json("list-service-deployments", "--service", "shop", "--status", "SUCCESSFUL")
                .path("serviceDeployments");
        assertThat(listed).hasSize(2);
        JsonNode newest = aws.json(
                        "describe-service-deployments",
                        "--service-deployment-arns",
                        listed.path(0).path("serviceDeploymentArn").asString())
                .path("serviceDeployments")
                .path(0);
        assertThat(newest.path("status").asString()).isEqualTo("SUCCESSFUL");
        assertThat(newest.path("sourceServiceRevisions")).hasSize(1);
        assertThat(newest.path("targetServiceRevision").path("runningTaskCount").asInt())
                .isEqualTo(2);
        String target = newest.path("targetServiceRevision").path("arn").asString();
        String source =
                newest.path("sourceServiceRevisions").path(0).path("arn").asString();
        JsonNode revisions = aws.json("describe-service-revisions", "--service-revision-arns", target, source)
                .path("serviceRevisions");
        assertThat(revisions.path(0).path("taskDefinition").asString()).isEqualTo(second);
        assertThat(revisions.path(1).path("taskDefinition").asString()).isEqualTo(first);
        assertThat(target)
                .endsWith(described("shop")
                        .path("deployments")
                        .path(0)
                        .path("id")
                        .asString()
                        .replace("ecs-svc/", "/"));
    }

    private void scalesAndGoes() {
        JsonNode scaled = aws.json("update-service", "--service", "shop", "--desired-count", "1")
                .path("service");
        assertThat(scaled.path("deployments")).hasSize(1);
        services.awaitRunning("shop", 1);
        assertThat(aws.ecs("delete-service", "--service", "shop").errors())
                .contains("(InvalidParameterException)")
                .contains("The service cannot be stopped while it is scaled above 0.");
        assertThat(aws.json("delete-service", "--service", "shop", "--force")
                        .path("service")
                        .path("status")
                        .asString())
                .isEqualTo("DRAINING");
        services.awaitStatus("shop", "INACTIVE");
        aws.awaitServices("services-inactive", "shop");
        assertThat(tasksOf("shop")).isEmpty();
        assertThat(aws.json("list-services").path("serviceArns").toString()).doesNotContain("/shop\"");
        assertThat(aws.ecs("update-service", "--service", "shop", "--desired-count", "1")
                        .errors())
                .contains("(ServiceNotActiveException)")
                .contains("Service was not ACTIVE.");
    }

    @Test
    void a_bad_image_is_rolled_back_by_the_circuit_breaker() {
        String good = define("nginx:latest");
        aws.json(
                "create-service",
                "--service-name",
                "breaker",
                "--task-definition",
                good,
                "--desired-count",
                "1",
                "--deployment-configuration",
                "deploymentCircuitBreaker={enable=true,rollback=true}");
        services.awaitRolledOut("breaker");
        String keeper = tasksOf("breaker").getFirst();
        aws.json("update-service", "--service", "breaker", "--task-definition", define("127.0.0.1:9/nowhere:1"));
        JsonNode back = RunningGantry.awaitFound("it is rolled back", EcsServices.LIMIT, () -> {
            JsonNode newest = services.newestDeployment("breaker");
            return newest.path("status").asString().equals("ROLLBACK_SUCCESSFUL")
                    ? Optional.of(newest)
                    : Optional.empty();
        });
        assertThat(back.path("deploymentCircuitBreaker").path("status").asString())
                .isEqualTo("TRIGGERED");
        assertThat(back.path("deploymentCircuitBreaker").path("failureCount").asInt())
                .isEqualTo(3);
        assertThat(back.path("statusReason").asString()).contains("circuit breaker");
        services.awaitRolledOut("breaker");
        JsonNode service = described("breaker");
        assertThat(service.path("taskDefinition").asString()).isEqualTo(good);
        assertThat(service.path("events").toString())
                .contains("deployment failed: tasks failed to start.")
                .contains("rolling back to deployment ecs-svc/");
        // What served while the bad revision failed serves still.
        assertThat(tasksOf("breaker")).containsExactly(keeper);
    }

    @Test
    void bad_input_ends_with_the_errors_of_aws() {
        define("nginx:latest");
        refused(
                "InvalidParameterException",
                "The field of a binpack placement strategy",
                create("--desired-count", "1", "--placement-strategy", "type=binpack,field=disk"));
        refused(
                "InvalidParameterException",
                "Invalid expression",
                create("--desired-count", "1", "--placement-constraints", "type=memberOf,expression=attribute:x =="));
        refused("InvalidParameterException", "desiredCount", create("--desired-count", "5001"));
        refused(
                "ServiceNotFoundException",
                "Service not found.",
                aws.ecs("update-service", "--service", "gone", "--desired-count", "1"));
        assertThat(aws.json("describe-services", "--services", "unmade")
                        .path("failures")
                        .path(0)
                        .path("reason")
                        .asString())
                .isEqualTo("MISSING");
    }

    private Command.Ended create(String... more) {
        List<String> words =
                new ArrayList<>(List.of("create-service", "--service-name", "unmade", "--task-definition", "shop"));
        words.addAll(List.of(more));
        return aws.ecs(words.toArray(String[]::new));
    }

    private static void refused(String code, String text, Command.Ended ended) {
        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.errors()).contains("(" + code + ")").contains(text);
    }
}
