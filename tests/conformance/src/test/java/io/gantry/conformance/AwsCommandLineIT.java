package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The AWS command line on what needs no task, and a server that is killed under acknowledged writes. */
@ExtendWith(SharedGantry.class)
final class AwsCommandLineIT {
    private static final Path NGINX =
            Path.of("src/test/resources/nginx_ec2.json").toAbsolutePath();

    private static Command.Ended aws(RunningGantry gantry, String... arguments) {
        return new AwsProgram(gantry).ecs(arguments);
    }

    private static JsonNode json(RunningGantry gantry, String... arguments) {
        return new AwsProgram(gantry).json(arguments);
    }

    @Test
    void clusters_are_made_shown_listed_and_deleted(RunningGantry gantry) {
        String arn = "arn:aws:ecs:us-east-1:" + gantry.account() + ":cluster/shop";
        JsonNode made = json(gantry, "create-cluster", "--cluster-name", "shop").path("cluster");
        assertThat(made.path("clusterArn").asString()).isEqualTo(arn);
        assertThat(made.path("status").asString()).isEqualTo("ACTIVE");
        JsonNode shown = json(gantry, "describe-clusters", "--clusters", "shop", "gone");
        assertThat(shown.path("clusters").path(0).path("clusterArn").asString()).isEqualTo(arn);
        assertThat(shown.path("failures").path(0).path("reason").asString()).isEqualTo("MISSING");
        assertThat(json(gantry, "list-clusters").path("clusterArns").toString()).contains(arn);
        JsonNode deleted = json(gantry, "delete-cluster", "--cluster", "shop").path("cluster");
        assertThat(deleted.path("status").asString()).isEqualTo("INACTIVE");
        assertThat(json(gantry, "list-clusters").path("clusterArns").toString()).doesNotContain(arn);
    }

    @Test
    void a_real_task_definition_is_registered_shown_listed_and_deregistered(RunningGantry gantry) {
        json(gantry, "register-task-definition", "--cli-input-json", "file://" + NGINX);
        JsonNode shown = json(gantry, "describe-task-definition", "--task-definition", "nginx")
                .path("taskDefinition");
        assertThat(shown.path("revision").asInt()).isEqualTo(1);
        JsonNode container = shown.path("containerDefinitions").path(0);
        assertThat(container.path("memory").asInt()).isEqualTo(256);
        assertThat(container
                        .path("logConfiguration")
                        .path("options")
                        .path("awslogs-group")
                        .asString())
                .isEqualTo("awslogs-nginx-ecs");
        assertThat(json(gantry, "list-task-definitions", "--family-prefix", "nginx")
                        .path("taskDefinitionArns")
                        .toString())
                .contains("task-definition/nginx:1");
        JsonNode ended = json(gantry, "deregister-task-definition", "--task-definition", "nginx:1")
                .path("taskDefinition");
        assertThat(ended.path("status").asString()).isEqualTo("INACTIVE");
        assertThat(json(gantry, "list-task-definitions", "--family-prefix", "nginx")
                        .path("taskDefinitionArns")
                        .size())
                .isZero();
    }

    @Test
    void bad_input_ends_with_the_error_codes_of_aws(RunningGantry gantry) {
        Command.Ended missing = aws(gantry, "delete-cluster", "--cluster", "gone");
        assertThat(missing.exitCode()).isNotZero();
        assertThat(missing.errors()).contains("(ClusterNotFoundException)");
        assertThat(aws(gantry, "create-cluster", "--cluster-name", "no spaces").errors())
                .contains("(InvalidParameterException)");
        assertThat(aws(gantry, "describe-task-definition", "--task-definition", "gone")
                        .errors())
                .contains("(ClientException)");
    }

    @Test
    void what_was_acknowledged_is_there_after_kill_9(@TempDir Path home) {
        assumeTrue(Command.find("aws").isPresent(), "skipped: there is no AWS command line on the path");
        RunningGantry gantry = RunningGantry.in(home, "");
        gantry.startServer();
        try {
            List<String> acknowledged = new ArrayList<>();
            for (int round = 0; round < 3; round++) {
                String name = "round-" + round;
                json(gantry, "create-cluster", "--cluster-name", name);
                json(gantry, "register-task-definition", "--cli-input-json", "file://" + NGINX, "--family", name);
                acknowledged.add(name);
                gantry.killServer();
                gantry.startServer();
                String clusters = json(gantry, "list-clusters").toString();
                String definitions = json(gantry, "list-task-definitions").toString();
                for (String each : acknowledged) {
                    assertThat(clusters).contains(":cluster/" + each);
                    assertThat(definitions).contains(":task-definition/" + each + ":1");
                }
            }
        } finally {
            gantry.killServer();
        }
    }
}
