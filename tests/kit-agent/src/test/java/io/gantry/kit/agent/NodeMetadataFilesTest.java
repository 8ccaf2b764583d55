package io.gantry.kit.agent;

import static io.gantry.kit.agent.NodeWorld.arn;
import static io.gantry.kit.agent.NodeWorld.container;
import static io.gantry.kit.agent.NodeWorld.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.agent.node.Work;
import io.gantry.agent.node.container.Labels;
import io.gantry.agent.node.metadata.ContainerFiles;
import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.ContainerSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The metadata files of containers, from their creation to their removal. */
final class NodeMetadataFilesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final NodeWorld world = new NodeWorld(11);
    private final FakeMetadataFiles files = new FakeMetadataFiles();

    @BeforeEach
    void keepFiles() {
        world.runtime.addImage("web:1", Behaviour.runs());
        world.metadata = files;
        world.restart();
        world.advance(SECOND);
    }

    private JsonNode file(String id) {
        return JsonMapper.shared().readTree(files.read(arn(id), "web").orElseThrow());
    }

    private void run(String id, String launchType) {
        world.run(task(id, container("web", "web:1").build())
                .launchType(launchType)
                .build());
    }

    @Test
    void itIsShortBeforeTheStartAndReadyAfterIt() {
        world.workTimes = work -> work instanceof Work.Start ? Duration.ofSeconds(5) : Duration.ZERO;
        run("t1", "EC2");
        world.advance(SECOND);
        assertThat(file("t1").has("MetadataFileStatus")).isFalse();
        assertThat(file("t1").path("TaskARN").asString()).isEqualTo(arn("t1"));
        assertThat(file("t1").path("ImageName").asString()).isEqualTo("web:1");

        world.advance(Duration.ofSeconds(10));
        Container web = world.runtime.containers(Map.of(Labels.TASK, arn("t1"))).getFirst();
        assertThat(file("t1").path("MetadataFileStatus").asString()).isEqualTo("READY");
        assertThat(file("t1").path("ContainerID").asString()).isEqualTo(web.id());
        assertThat(file("t1").path("ContainerInstanceARN").asString()).isEqualTo("instance-1");
        assertThat(file("t1").path("HostPrivateIPv4Address").asString()).isEqualTo("10.0.0.5");
    }

    @Test
    void theContainerFindsItWhereItsVariableSays() {
        ContainerFiles written =
                new ContainerFiles(files, new ContainerFiles.Facts("default", "instance-1", "", Optional::empty));
        JsonNode body = JsonMapper.shared()
                .readTree(written.before(
                                "one",
                                "web",
                                new ContainerSpec(
                                        "name", "{\"Image\":\"web:1\",\"HostConfig\":{\"Binds\":[\"a:/a\"]}}"))
                        .body());
        String variable = body.path("Env").path(0).asString();
        String[] bind = body.path("HostConfig").path("Binds").path(1).asString().split(":", 3);

        assertThat(variable).isEqualTo("ECS_CONTAINER_METADATA_FILE=" + bind[1] + "/ecs-container-metadata.json");
        assertThat(bind).containsExactly("/files/one/web", bind[1], "ro");
    }

    @Test
    void oneThatANodeDidNotGetToIsMadeReadyByTheNext() {
        run("t1", "EC2");
        world.advance(SECOND);
        String _ = files.write(arn("t1"), "web", "{\"Cluster\":\"default\"}").orElseThrow();
        world.restart();
        world.advance(SECOND);

        assertThat(file("t1").path("MetadataFileStatus").asString()).isEqualTo("READY");
    }

    @Test
    void itGoesWithItsContainer() {
        run("t1", "EC2");
        world.advance(SECOND);
        world.stop("t1");
        world.advance(Duration.ofSeconds(10));
        assertThat(files.read(arn("t1"), "web")).isNotEmpty();
        world.advance(Duration.ofHours(5));

        assertThat(files.read(arn("t1"), "web")).isEmpty();
    }

    @Test
    void tasksOfFargateHaveNone() {
        run("t1", "FARGATE");
        world.advance(SECOND);

        assertThat(world.told("t1")).containsExactly("RUNNING");
        assertThat(files.read(arn("t1"), "web")).isEmpty();
    }
}
