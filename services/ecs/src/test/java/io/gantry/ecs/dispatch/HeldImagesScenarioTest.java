package io.gantry.ecs.dispatch;

import static io.gantry.ecs.TaskRoom.container;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.TaskRoom;
import io.gantry.models.ecs.EcsApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import tools.jackson.databind.JsonNode;

/** What agents are told to run once a deployment's images are known. */
class HeldImagesScenarioTest {
    private final TaskRoom room = new TaskRoom();

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void laterTasksOfADeploymentAreSentWithTheDigestThatItsFirstHasTold() {
        String digest = "sha256:" + "0123456789abcdef".repeat(4);
        String arn = room.register(1000, 1000).containerInstanceArn();
        room.define("shop", in -> {});
        ScriptedAgent agent = ScriptedAgent.connect(room.sessions(), ChannelKind.ACS, ScriptedAgent.acsQuery(arn));
        room.room()
                .call(
                        EcsApi.CREATE_SERVICE,
                        CreateServiceRequest.builder()
                                .serviceName("web")
                                .taskDefinition("shop")
                                .desiredCount(1)
                                .build());
        room.settle();
        JsonNode first = agent.last("PayloadMessage").path("tasks").path(0);
        assertThat(image(first)).isEqualTo("shop:1");
        room.report(
                first.path("arn").asString(),
                "RUNNING",
                in -> in.containers(container("RUNNING", c -> c.imageDigest(digest))));
        room.room()
                .call(
                        EcsApi.UPDATE_SERVICE,
                        UpdateServiceRequest.builder()
                                .service("web")
                                .desiredCount(2)
                                .build());
        room.settle();
        JsonNode second = agent.last("PayloadMessage").path("tasks").path(0);
        assertThat(second.path("arn")).isNotEqualTo(first.path("arn"));
        assertThat(image(second)).isEqualTo("shop:1@" + digest);
    }

    private static String image(JsonNode task) {
        return task.path("containers").path(0).path("image").asString();
    }
}
