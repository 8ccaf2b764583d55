package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** Images from a registry on loopback, under each pull behaviour. */
@Execution(ExecutionMode.CONCURRENT)
final class PullIT {
    @TempDir
    Path home;

    private static String definition(String image) {
        return """
                {'family': 'pulled', 'networkMode': 'bridge', 'containerDefinitions': [{
                  'name': 'one', 'image': 'IMAGE', 'memory': 16, 'essential': true}]}""".replace("IMAGE", image);
    }

    /** An image whose program prints {@code text}; the program is busybox's, from the image that tests are given. */
    private static String publish(TinyRegistry registry, RunningGantry gantry, Path home, String name, String text)
            throws IOException {
        Path program = home.resolve("busybox");
        if (!Files.exists(program)) {
            String id = gantry.docker("create", "busybox:latest", "true")
                    .run()
                    .success()
                    .strip();
            gantry.docker("cp", "-L", id + ":/bin/busybox", program.toString())
                    .run()
                    .success();
            gantry.docker("rm", id).run().success();
        }
        Map<String, byte[]> files = Map.of(
                "bin/busybox",
                Files.readAllBytes(program),
                "text",
                (text + " " + gantry.account()).getBytes(StandardCharsets.UTF_8));
        return registry.publish(name, files, List.of("/bin/busybox", "cat", "/text"));
    }

    private static void restart(RunningGantry gantry, String behaviour) {
        gantry.killNode();
        gantry.startNode("--node-image-pull-behavior=" + behaviour);
        gantry.awaitNode();
    }

    private static JsonNode one(JsonNode task) {
        return EcsTasks.container(task, "one");
    }

    @Test
    void images_are_pulled_as_the_behaviour_says() throws IOException {
        String image = "";
        try (RunningGantry gantry = RunningGantry.start(home.resolve("gantry"))) {
            EcsTasks ecs = new EcsTasks(gantry);
            try (TinyRegistry registry = new TinyRegistry()) {
                image = registry.address() + "/shop/printer:1";
                String first = publish(registry, gantry, home, "shop/printer:1", "first");

                JsonNode pulled = ecs.stopped(definition(image));
                assertThat(ecs.output(pulled, "one")).isEqualTo("first " + gantry.account());
                assertThat(one(pulled).path("imageDigest").asString()).isEqualTo(first);
                assertThat(pulled.has("pullStartedAt") && pulled.has("pullStoppedAt"))
                        .isTrue();
                assertThat(one(pulled).has("reason")).isFalse();
                assertThat(registry.asked()).anyMatch(request -> request.contains("/blobs/sha256:"));

                String second = publish(registry, gantry, home, "shop/printer:1", "second");
                JsonNode cached = ecs.stopped(definition(image));
                assertThat(ecs.output(cached, "one")).as("prefer-cached").startsWith("first ");
                assertThat(one(cached).path("imageDigest").asString()).isEqualTo(first);
                assertThat(cached.has("pullStartedAt")).isFalse();

                restart(gantry, "once");
                assertThat(ecs.output(ecs.stopped(definition(image)), "one"))
                        .as("once")
                        .startsWith("first ");

                restart(gantry, "default");
                JsonNode fresh = ecs.stopped(definition(image));
                assertThat(ecs.output(fresh, "one")).as("default").startsWith("second ");
                assertThat(one(fresh).path("imageDigest").asString()).isEqualTo(second);

                aServiceKeepsToTheImageOfItsFirstTask(gantry, registry);

                JsonNode missing = ecs.stopped(definition(registry.address() + "/shop/printer:2"));
                assertThat(missing.path("stopCode").asString()).isEqualTo("TaskFailedToStart");
                assertThat(missing.path("stoppedReason").asString())
                        .startsWith("CannotPullImageManifestError: The task can\u2019t pull the image. "
                                + "Check whether the image exists. Error response from daemon: ");
            }
            JsonNode kept = ecs.stopped(definition(image));
            assertThat(ecs.output(kept, "one"))
                    .as("default, without a registry")
                    .startsWith("second ");
            assertThat(kept.path("stopCode").asString()).isEqualTo("EssentialContainerExited");

            restart(gantry, "always");
            JsonNode refused = ecs.stopped(definition(image));
            assertThat(refused.path("stopCode").asString()).isEqualTo("TaskFailedToStart");
            assertThat(refused.path("stoppedReason").asString())
                    .startsWith("CannotPullImageManifestError: The task can\u2019t pull the image. "
                            + "Check your network configuration. ")
                    .contains("connection refused");
            removeImages(gantry, image);
        }
    }

    /** The tag moves on; a new task does not, and a new deployment does. */
    private void aServiceKeepsToTheImageOfItsFirstTask(RunningGantry gantry, TinyRegistry registry) throws IOException {
        String image = registry.address() + "/shop/printer:3";
        String first = publish(registry, gantry, home, "shop/printer:3", "third");
        EcsTasks ecs = new EcsTasks(gantry);
        EcsServices services = new EcsServices(gantry);
        ecs.register(definition(image)
                .replace("'memory'", "'command': ['/bin/busybox', 'sleep', '600'], 'stopTimeout': 2, 'memory'"));
        gantry.calls()
                .ok(
                        "CreateService",
                        EcsCalls.json("{'serviceName': 'kept', 'taskDefinition': 'pulled', 'desiredCount': 1}"));
        services.awaitRolledOut("kept");
        String second = publish(registry, gantry, home, "shop/printer:3", "fourth");

        gantry.calls().ok("UpdateService", EcsCalls.json("{'service': 'kept', 'desiredCount': 2}"));
        services.awaitRunning("kept", 2);
        assertThat(ran(ecs))
                .allSatisfy(
                        one -> assertThat(one.path("imageDigest").asString()).isEqualTo(first));
        assertThat(ran(ecs))
                .extracting(one -> one.path("image").asString())
                .containsExactlyInAnyOrder(image, image + "@" + first);

        gantry.calls().ok("UpdateService", EcsCalls.json("{'service': 'kept', 'forceNewDeployment': true}"));
        services.awaitRolledOut("kept");
        assertThat(ran(ecs))
                .allSatisfy(
                        one -> assertThat(one.path("imageDigest").asString()).isEqualTo(second));
        services.deleteAll();
    }

    private static List<JsonNode> ran(EcsTasks ecs) {
        return ecs.tasks("RUNNING").stream().map(task -> one(ecs.task(task))).toList();
    }

    private static void removeImages(RunningGantry gantry, String image) {
        gantry.containers().forEach(id -> gantry.docker("rm", "-f", id).run());
        String repository = image.substring(0, image.lastIndexOf(':'));
        gantry.docker("images", "-q", "--no-trunc", repository)
                .run()
                .success()
                .lines()
                .distinct()
                .forEach(id -> {
                    Command.Ended removed = gantry.docker("rmi", "-f", id).run();
                    assertThat(removed.exitCode()).as(removed.errors()).isZero();
                });
    }
}
