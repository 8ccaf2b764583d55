package io.gantry.ecs.taskdefinition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.ecs.EcsRoom;
import io.gantry.models.ecs.EcsApi;
import io.gantry.wire.codec.AwsJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Definitions that people wrote for AWS (see the README beside them) are kept whole, or refused where AWS refuses. */
class RealTaskDefinitionsTest {
    private final EcsRoom room = new EcsRoom();

    @ParameterizedTest
    @CsvSource({
        "ConsulServer.json, EC2 EXTERNAL",
        "gunicorn_ec2.json, EC2 MANAGED_INSTANCES",
        "nginx_ec2.json, EC2 EXTERNAL",
        "wildfly_ec2.json, EC2 MANAGED_INSTANCES"
    })
    void readsBackWhole(String file, String compatibilities) throws IOException {
        TaskDefinition described = ReadBack.whole(room, read(file));
        assertThat(described.compatibilitiesAsStrings()).containsExactly(compatibilities.split(" ", -1));
        assertThat(described.revision()).isEqualTo(1);
        assertThat(described.registeredBy()).isEqualTo(EcsRoom.ROOT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx_fargate.json", "jetty_fargate.json"})
    void onFargateAwslogsNeedsAnExecutionRole(String file) throws IOException {
        RegisterTaskDefinitionRequest without = read(file);
        assertThatThrownBy(() -> room.call(EcsApi.REGISTER_TASK_DEFINITION, without))
                .hasMessage(
                        "Fargate requires task definition to have execution role ARN to support log driver awslogs.");
        TaskDefinition described = ReadBack.whole(
                room,
                without.toBuilder()
                        .executionRoleArn("arn:aws:iam::123456789012:role/execution")
                        .build());
        assertThat(described.compatibilitiesAsStrings()).contains("FARGATE", "EC2");
        assertThat(described.requiresAttributes())
                .extracting(Attribute::name)
                .containsExactlyInAnyOrderElementsOf(
                        file.startsWith("nginx")
                                ? List.of(
                                        "com.amazonaws.ecs.capability.docker-remote-api.1.18",
                                        "com.amazonaws.ecs.capability.docker-remote-api.1.19",
                                        "com.amazonaws.ecs.capability.logging-driver.awslogs",
                                        "ecs.capability.execution-role-awslogs",
                                        "ecs.capability.task-eni")
                                : List.of(
                                        "com.amazonaws.ecs.capability.docker-remote-api.1.18",
                                        "com.amazonaws.ecs.capability.docker-remote-api.1.19",
                                        "com.amazonaws.ecs.capability.docker-remote-api.1.21",
                                        "com.amazonaws.ecs.capability.logging-driver.awslogs",
                                        "ecs.capability.execution-role-awslogs",
                                        "ecs.capability.task-eni"));
    }

    @Test
    void defaultsAreAddedAsOnAws() throws IOException {
        TaskDefinition nginx = ReadBack.whole(room, read("nginx_ec2.json"));
        var container = nginx.containerDefinitions().getFirst();
        assertThat(container.portMappings().getFirst().hostPort()).isZero();
        assertThat(container.hasEnvironment()).isTrue();
        assertThat(container.hasMountPoints()).isTrue();
        assertThat(container.hasVolumesFrom()).isTrue();
        assertThat(container.hasSystemControls()).isTrue();
        assertThat(container.hasLinks()).isFalse();
        TaskDefinition consul = ReadBack.whole(room, read("ConsulServer.json"));
        assertThat(consul.containerDefinitions().getFirst().essential()).isTrue();
        assertThat(consul.containerDefinitions().getFirst().hasPortMappings()).isTrue();
        assertThat(consul.hasVolumes()).isTrue();
        assertThat(consul.hasPlacementConstraints()).isTrue();
        assertThat(consul.hasRequiresCompatibilities()).isFalse();
    }

    private static RegisterTaskDefinitionRequest read(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                RealTaskDefinitionsTest.class.getResourceAsStream("/task-definitions/" + file), file)) {
            return AwsJson.read(in.readAllBytes(), RegisterTaskDefinitionRequest.builder());
        }
    }
}
