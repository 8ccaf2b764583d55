package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.ServiceRoom;
import io.gantry.ecs.TaskRoom;
import io.gantry.models.ecs.EcsApi;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerImage;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsRequest;

/** A revision shows the image that its first task found. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class ImagesScenarioTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    private final ServiceRoom room = new ServiceRoom();

    @AfterEach
    void close() {
        room.close();
    }

    /** A service whose first task has told the digest of its image, and that wants a second task. */
    private void started(String image, String consistency, String digest) {
        room.host("a", 4096, 4096);
        room.tasks()
                .define(
                        "shop",
                        in -> in.containerDefinitions(
                                web -> web.name("web").image(image).memory(128).versionConsistency(consistency)));
        room.obedient(false);
        room.create(in -> in.taskDefinition("shop").desiredCount(1));
        room.settle();
        room.tasks()
                .report(
                        room.wanted().getFirst().taskArn(),
                        "RUNNING",
                        in -> in.containers(TaskRoom.container("RUNNING", one -> one.imageDigest(digest))));
        room.settle();
        room.advance(Duration.ofSeconds(1));
        room.update(in -> in.desiredCount(2));
        room.settle();
    }

    private List<ContainerImage> images() {
        return room.tasks()
                .room()
                .call(
                        EcsApi.DESCRIBE_SERVICE_REVISIONS,
                        DescribeServiceRevisionsRequest.builder()
                                .serviceRevisionArns(room.deployment()
                                        .targetServiceRevision()
                                        .arn())
                                .build())
                .serviceRevisions()
                .getFirst()
                .containerImages();
    }

    @Test
    void theFirstDigestIsThatOfTheRevision() {
        started("shop:1", "enabled", DIGEST);
        assertThat(images()).singleElement().satisfies(one -> {
            assertThat(one.containerName()).isEqualTo("web");
            assertThat(one.image()).isEqualTo("shop:1");
            assertThat(one.imageDigest()).isEqualTo(DIGEST);
        });
    }

    @Test
    void aContainerMayRunWhateverItsTagMeans() {
        started("shop:1", "disabled", DIGEST);
        assertThat(images()).isEmpty();
    }

    @Test
    void anImageWithoutADigestIsLeftAlone() {
        started("shop:1", "enabled", "");
        assertThat(images()).isEmpty();
    }
}
