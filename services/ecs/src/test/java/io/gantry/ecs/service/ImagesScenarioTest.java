package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.ServiceRoom;
import io.gantry.ecs.TaskRoom;
import io.gantry.models.ecs.EcsApi;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerImage;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsRequest;
import software.amazon.awssdk.services.ecs.model.Task;

/** A revision shows the image that its first task found, and its later tasks are held to it. */
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
        tell(digest);
        room.update(in -> in.desiredCount(2));
        room.settle();
    }

    /** The only task runs, and tells this digest. */
    private void tell(String digest) {
        room.tasks()
                .report(
                        room.wanted().getFirst().taskArn(),
                        "RUNNING",
                        in -> in.containers(TaskRoom.container("RUNNING", one -> one.imageDigest(digest))));
        room.settle();
        room.advance(Duration.ofSeconds(1));
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

    /** The images of the service's tasks that are wanted, the oldest first. */
    private List<String> run() {
        return room.wanted().stream()
                .sorted(Comparator.comparing(Task::createdAt))
                .map(task -> task.containers().getFirst().image())
                .toList();
    }

    @Test
    void laterTasksAreHeldToIt() {
        started("shop:1", "enabled", DIGEST);
        assertThat(run()).containsExactly("shop:1", "shop:1@" + DIGEST);
    }

    @Test
    void anImageThatIsGivenByDigestStaysAsItIsWritten() {
        started("shop@" + DIGEST, "enabled", DIGEST);
        assertThat(run()).containsExactly("shop@" + DIGEST, "shop@" + DIGEST);
    }

    @Test
    void aNewDeploymentFindsItsImagesAnew() {
        started("shop:1", "enabled", DIGEST);
        room.obedient(true);
        room.update(in -> in.forceNewDeployment(true));
        room.advance(Duration.ofMinutes(2));
        assertThat(run()).containsExactly("shop:1", "shop:1");
    }

    @Test
    void whatIsBroughtBackRunsTheImageThatItRanBefore() {
        started("shop:1", "enabled", DIGEST);
        room.obedient(true);
        room.advance(Duration.ofMinutes(2));
        room.tasks()
                .define(
                        "next",
                        in -> in.containerDefinitions(
                                web -> web.name("web").image("shop:2").memory(128)));
        room.update(in -> in.taskDefinition("next").deploymentConfiguration(to -> to.minimumHealthyPercent(0)));
        room.settle();
        assertThat(run()).contains("shop:2");

        room.stopDeployment(room.describe().currentServiceDeployment());
        room.advance(Duration.ofMinutes(2));
        assertThat(room.describe().deployments()).hasSize(1);
        assertThat(run()).hasSize(2).contains("shop:1@" + DIGEST).doesNotContain("shop:2");
    }

    @Test
    void daemonsAreHeldToTheImageOfTheirFirst() {
        room.host("a", 4096, 4096);
        room.tasks()
                .define(
                        "shop",
                        in -> in.containerDefinitions(
                                web -> web.name("web").image("shop:1").memory(128)));
        room.obedient(false);
        room.create(in -> in.taskDefinition("shop").schedulingStrategy("DAEMON"));
        room.settle();
        tell(DIGEST);
        room.host("b", 4096, 4096);
        room.advance(Duration.ofSeconds(1));
        assertThat(run()).containsExactly("shop:1", "shop:1@" + DIGEST);
    }

    @Test
    void aContainerMayRunWhateverItsTagMeans() {
        started("shop:1", "disabled", DIGEST);
        assertThat(images()).isEmpty();
        assertThat(run()).containsExactly("shop:1", "shop:1");
    }

    @Test
    void anImageWithoutADigestIsLeftAlone() {
        started("shop:1", "enabled", "");
        assertThat(images()).isEmpty();
        assertThat(run()).containsExactly("shop:1", "shop:1");
    }
}
