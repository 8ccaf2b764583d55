package io.gantry.models.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.wire.codec.AwsJson;
import io.gantry.wire.codec.MalformedInput;
import io.gantry.wire.model.Constraints;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.model.Protocol;
import io.gantry.wire.model.Rule;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Task;

final class EcsTableTest {

    @Test
    void everyOperationOfTheModelHasAConstantAndMakesItsBuilders() {
        List<OperationType<?, ?>> all = EcsApi.MODEL.operations();
        assertThat(all).hasSize(77).contains(EcsApi.RUN_TASK, EcsApi.SUBMIT_TASK_STATE_CHANGE);
        for (OperationType<?, ?> operation : all) {
            assertThat(all.indexOf(operation)).isEqualTo(operation.id());
            assertThat(operation.newInput().getClass().getName()).contains("." + operation.name() + "Request");
            assertThat(operation.newOutput().getClass().getName()).contains("." + operation.name() + "Response");
        }
    }

    @Test
    void theServiceIsRecognisedByItsTargetPrefix() {
        assertThat(EcsApi.MODEL.identity().targetPrefix()).isEqualTo("AmazonEC2ContainerServiceV20141113");
        assertThat(EcsApi.MODEL.identity().protocol()).isEqualTo(Protocol.AWS_JSON_1_1);
        assertThat(EcsApi.MODEL.identity().signingName()).isEqualTo("ecs");
        assertThat(EcsApi.RUN_TASK.action()).isEqualTo("ecs:RunTask");
    }

    @Test
    void modelledErrorsHaveTheirStatus() {
        assertThat(EcsApi.MODEL.error("ClusterNotFoundException").orElseThrow().status())
                .isEqualTo(400);
        assertThat(EcsApi.MODEL.error("ServerException").orElseThrow().status()).isEqualTo(500);
        assertThat(EcsApi.MODEL.error("NoSuchException")).isEmpty();
    }

    @Test
    void constraintsComeFromTheClassesAndThePublishedModel() {
        Constraints constraints = EcsApi.MODEL.constraints();
        assertThat(constraints.size()).isGreaterThan(400);
        assertThat(constraints.of("RunTaskRequest"))
                .contains(new Constraints.Placed("taskDefinition", ".", new Rule.Required()))
                .contains(new Constraints.Placed("tags", ".", new Rule.Length(0, 50)))
                .contains(new Constraints.Placed("tags", "[]", new Rule.Inside("Tag")))
                .contains(new Constraints.Placed(
                        "launchType", ".", new Rule.OneOf(List.of("EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"))));
    }

    @Test
    void jsonKeepsEverythingThatIsSetAndNothingThatIsNot() {
        RegisterTaskDefinitionRequest request = RegisterTaskDefinitionRequest.builder()
                .family("web")
                .volumes(List.of())
                .containerDefinitions(ContainerDefinition.builder()
                        .name("a")
                        .memory(512)
                        .essential(false)
                        .environment(
                                KeyValuePair.builder().name("ä").value("𝄞\"\n").build())
                        .dockerLabels(java.util.Map.of("k", "v"))
                        .build())
                .build();
        String json = AwsJson.write(request);
        assertThat(json).contains("\"volumes\":[]").doesNotContain("networkMode");
        RegisterTaskDefinitionRequest back = AwsJson.read(json, RegisterTaskDefinitionRequest.builder());
        assertThat(back).isEqualTo(request);
        assertThat(back.hasVolumes()).isTrue();
        assertThat(back.hasTags()).isFalse();
    }

    @Test
    void instantsAreSecondsWithMillis() {
        Task task = Task.builder()
                .createdAt(Instant.ofEpochMilli(1_700_000_000_123L))
                .build();
        assertThat(AwsJson.write(task)).isEqualTo("{\"createdAt\":1700000000.123}");
        assertThat(AwsJson.read(AwsJson.write(task), Task.builder())).isEqualTo(task);
    }

    @Test
    void unknownMembersAreIgnoredAndUnknownEnumValuesSurvive() {
        RunTaskRequest read = AwsJson.read(
                "{\"later\":{\"a\":[1,{\"b\":2}]},\"launchType\":\"MOON\",\"count\":3,\"cluster\":null}",
                RunTaskRequest.builder());
        assertThat(read.launchTypeAsString()).isEqualTo("MOON");
        assertThat(read.count()).isEqualTo(3);
        assertThat(read.cluster()).isNull();
    }

    @Test
    void wrongTypesAreMalformed() {
        for (String bad : List.of(
                "{\"count\":\"3\"}",
                "{\"count\":3.5}",
                "{\"count\":3000000000}",
                "{\"count\":1e999999999}",
                "{\"cluster\":7}",
                "{\"tags\":{}}",
                "{\"tags\":[null]}",
                "{\"cluster\":\"\\ud800\"}",
                "{\"enableECSManagedTags\":\"true\"}",
                "{\"cluster\":\"a\"",
                "{\"cluster\":\"a\"}}",
                "[]",
                "7",
                "[".repeat(10_000))) {
            assertThatThrownBy(() -> AwsJson.read(bad, RunTaskRequest.builder()))
                    .as(bad)
                    .isInstanceOf(MalformedInput.class);
        }
    }

    @Test
    void invalidUtf8IsMalformed() {
        byte[] bad = {'{', '"', 'c', 'l', 'u', 's', 't', 'e', 'r', '"', ':', '"', (byte) 0xc3, '(', '"', '}'};
        assertThatThrownBy(() -> AwsJson.readInto(bad, Cluster.builder())).isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() -> AwsJson.readInto(bad, RunTaskRequest.builder()))
                .isInstanceOf(MalformedInput.class);
    }
}
