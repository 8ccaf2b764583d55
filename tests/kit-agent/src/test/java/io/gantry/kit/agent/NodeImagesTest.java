package io.gantry.kit.agent;

import static io.gantry.kit.agent.NodeWorld.container;
import static io.gantry.kit.agent.NodeWorld.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.agent.node.PullBehaviour;
import io.gantry.agent.node.Work;
import io.gantry.agent.node.container.ImageReference;
import io.gantry.agent.node.port.ContainerRuntime.Image;
import io.gantry.agent.node.task.ContainerStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Images: which one runs, which digest is told, when a pull is tried again, what is cleaned up (agent-protocol.md 12). */
final class NodeImagesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String NETWORK = "Get \"https://r.local/v2/\": dial tcp 10.0.0.1:443: i/o timeout";

    private final NodeWorld world = new NodeWorld(3);

    private void begin(PullBehaviour behaviour) {
        world.settings = world.settings.withPullBehaviour(behaviour);
        world.restart();
        world.advance(SECOND);
    }

    private String digest(String image) {
        return world.runtime.image(image).orElseThrow().digests().getFirst().replaceAll("^.*@", "");
    }

    @Test
    void theDigestOfACachedImageIsTold() {
        world.runtime.addImage("web:1", Behaviour.runs());
        begin(PullBehaviour.PREFER_CACHED);
        world.run(task("t1", container("web", "web:1").build()).build());
        world.advance(SECOND);

        assertThat(world.told("t1")).containsExactly("RUNNING");
        assertThat(world.last("t1", "web").imageDigest()).isEqualTo(digest("web:1"));
    }

    @Test
    void theDigestOfTheRegistryIsToldAndIsWhatRuns() {
        world.runtime.addImage("web:1", Behaviour.exits(SECOND, 1));
        world.runtime.publishImage("web:1", Behaviour.runs());
        begin(PullBehaviour.DEFAULT);
        world.run(task("t1", container("web", "web:1").build()).build());
        world.advance(Duration.ofSeconds(5));

        assertThat(world.told("t1")).containsExactly("PENDING", "RUNNING");
        assertThat(world.last("t1", "web").imageDigest()).isEqualTo(digest("web:1"));
        assertThat(world.runtime.containers(Map.of()).getFirst().imageId())
                .isEqualTo(world.runtime.image("web:1").orElseThrow().id());
    }

    @Test
    void whatIsNamedByDigestRunsAlthoughItsTagHasMovedOn() {
        for (PullBehaviour behaviour : PullBehaviour.values()) {
            String image = "web:" + behaviour;
            world.runtime.publishImage(image, Behaviour.runs());
            String held = world.runtime.remoteDigest(image, Optional.empty());
            world.runtime.publishImage(image, Behaviour.exits(SECOND, 1));
            begin(behaviour);
            String task = "t-" + behaviour;
            world.run(task(task, container("web", image + "@" + held).build()).build());
            world.advance(Duration.ofSeconds(5));

            assertThat(world.told(task)).as("%s", behaviour).containsExactly("RUNNING");
            assertThat(world.last(task, "web").imageDigest()).isEqualTo(held);
            assertThat(world.runtime.image(image)).as("its tag is not touched").isEmpty();
        }
    }

    @Test
    void aDigestThatTheRegistryHasNoMoreEndsTheTask() {
        world.runtime.publishImage("web:1", Behaviour.runs());
        begin(PullBehaviour.DEFAULT);
        world.run(task("t1", container("web", "web:1@sha256:" + "0".repeat(64)).build())
                .build());
        world.advance(Duration.ofMinutes(1));

        assertThat(world.told("t1")).containsExactly("STOPPED");
        assertThat(world.ended("t1", "web").reason()).startsWith("CannotPullContainerError: ");
    }

    @Test
    void aCachedImageRunsWhenTheRegistryFailsAndTheReasonIsKept() {
        world.runtime.addImage("web:1", Behaviour.runs());
        begin(PullBehaviour.DEFAULT);
        world.runtime
                .faults()
                .source(call -> call.equals("pull") || call.equals("remoteDigest")
                        ? Optional.of(new Fault.Fails(NETWORK))
                        : Optional.empty());
        world.run(task("t1", container("web", "web:1").build()).build());
        world.advance(SECOND);

        assertThat(world.told("t1")).containsExactly("RUNNING");
        assertThat(world.last("t1", "web").reason())
                .startsWith("CannotPullImageManifestError: The task can\u2019t pull the image. Check your network");
    }

    @Test
    void aPullIsTriedAgainWhileTheNetworkFails() {
        world.runtime.publishImage("web:1", Behaviour.runs());
        begin(PullBehaviour.ALWAYS);
        for (int i = 0; i < 4; i++) {
            world.runtime.faults().next("pull", new Fault.Fails(NETWORK));
        }
        world.run(task("t1", container("web", "web:1").build()).build());
        world.advance(Duration.ofSeconds(5));
        assertThat(world.told("t1")).containsExactly("PENDING");
        world.advance(Duration.ofSeconds(10));
        assertThat(world.told("t1")).containsExactly("PENDING", "RUNNING");
        assertThat(world.last("t1", "web").reason()).isEmpty();
    }

    @Test
    void aTaskStopsAtOnceWhileItsImageIsBeingPulled() {
        world.runtime.publishImage("web:1", Behaviour.runs());
        begin(PullBehaviour.ALWAYS);
        world.workTimes = work -> work instanceof Work.Pull ? Duration.ofMinutes(30) : Duration.ofMillis(1);
        world.run(task("t1", container("web", "web:1").build()).build());
        world.advance(SECOND);
        assertThat(world.told("t1")).containsExactly("PENDING");

        world.stop("t1");
        world.advance(SECOND);
        assertThat(world.told("t1")).containsExactly("PENDING", "STOPPED");
        assertThat(world.last("t1", "web").exitCode()).isEmpty();

        world.advance(Duration.ofHours(1));
        assertThat(world.told("t1")).as("the pull's end changes nothing").containsExactly("PENDING", "STOPPED");
        assertThat(world.runtime.containers(Map.of())).isEmpty();
    }

    @Test
    void anImagePulledOnceIsNotPulledAgain() {
        world.runtime.publishImage("web:1", Behaviour.runs());
        begin(PullBehaviour.ONCE);
        world.run(task("t1", container("web", "web:1").build()).build());
        world.advance(SECOND);
        String first = world.runtime.image("web:1").orElseThrow().id();
        world.runtime.publishImage("web:1", Behaviour.exits(SECOND, 1));
        world.run(task("t2", container("web", "web:1").build()).build());
        world.advance(Duration.ofSeconds(5));

        assertThat(world.told("t2")).containsExactly("RUNNING");
        assertThat(world.runtime.image("web:1").orElseThrow().id()).isEqualTo(first);
    }

    @Test
    void unusedImagesThatWePulledGoAndForeignOnesStay() {
        world.runtime.addImage("foreign:1", Behaviour.runs());
        world.runtime.publishImage("used:1", Behaviour.runs());
        world.runtime.publishImage("old:1", Behaviour.exits(SECOND, 0));
        begin(PullBehaviour.DEFAULT);
        world.run(task("t1", container("web", "used:1").build()).build());
        world.run(task("t2", container("web", "old:1").build()).build());
        world.advance(Duration.ofMinutes(90));
        assertThat(references()).as("kept for its logs").contains("old:1");

        world.advance(Duration.ofHours(3));
        assertThat(references()).containsExactlyInAnyOrder("foreign:1", "used:1");
        assertThat(world.known("t1").known()).isEqualTo(ContainerStatus.RUNNING);

        world.run(task("t3", container("web", "old:1").build()).build());
        world.advance(Duration.ofSeconds(5));
        assertThat(world.told("t3")).contains("RUNNING");
    }

    @Test
    void anImageWhoseTagMovedOnGoesToo() {
        world.runtime.publishImage("web:1", Behaviour.exits(SECOND, 0));
        begin(PullBehaviour.DEFAULT);
        world.run(task("t1", container("web", "web:1").build()).build());
        world.advance(Duration.ofSeconds(5));
        world.runtime.publishImage("web:1", Behaviour.runs());
        world.run(task("t2", container("web", "web:1").build()).build());
        world.advance(Duration.ofSeconds(5));
        assertThat(world.runtime.images()).hasSize(2);

        world.advance(Duration.ofHours(5));
        assertThat(world.runtime.images()).hasSize(1);
        assertThat(references()).containsExactly("web:1");
    }

    private List<String> references() {
        return world.runtime.images().stream()
                .map(Image::names)
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void namesOfDockerHubAreTheSame() {
        List<String> names = List.of("nginx:latest", "localhost:5000/shop/web:2");
        assertThat(ImageReference.parse("docker.io/library/nginx").isAmong(names))
                .isTrue();
        assertThat(ImageReference.parse("nginx:1").isAmong(names)).isFalse();
        assertThat(ImageReference.parse("localhost:5000/shop/web:2").isAmong(names))
                .isTrue();
        assertThat(ImageReference.parse("localhost:5000/shop/web").isAmong(names))
                .isFalse();
        assertThat(ImageReference.parse("nginx:latest").digestAmong(List.of("other@sha256:1", "nginx@sha256:2")))
                .contains("sha256:2");
    }
}
