package io.gantry.kit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gantry.agent.node.port.ContainerRuntime;
import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.ContainerSpec;
import io.gantry.agent.node.port.ContainerRuntime.Created;
import io.gantry.agent.node.port.ContainerRuntime.LogRequest;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;
import io.gantry.agent.node.port.ContainerRuntime.State;
import io.gantry.agent.node.port.ContainerRuntime.VolumeSpec;
import io.gantry.agent.node.sandbox.PauseImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every container engine does for Gantry. Run by the fake and by the Docker adapter. */
public abstract class ContainerRuntimeContract extends ContainerScene {
    @Test
    void tellsWhatItIs() {
        ContainerRuntime.Engine engine = runtime().engine();

        assertThat(engine.version()).isNotEmpty();
        assertThat(engine.apiVersion()).matches("1\\.\\d+");
        assertThat(engine.logDrivers()).contains("json-file");
        assertThat(engine.volumePlugins()).contains("local");
        assertThat(engine.cgroupVersion()).isBetween(1, 2);
        assertThat(engine.rootDirectory()).startsWith("/");
    }

    @Test
    void knowsItsImages() {
        ContainerRuntime.Image image = runtime().image(localImage()).orElseThrow();

        assertThat(image.id()).matches("sha256:[0-9a-f]{64}");
        assertThat(image.names()).contains(localImage());
        assertThat(image.sizeBytes()).isPositive();
        assertThat(runtime().image(image.id())).contains(image);
        assertThat(runtime().images()).contains(image);
        assertThat(runtime().image("gantry/no-such-image:1")).isEmpty();
    }

    @Test
    void namesAndUnnamesAnImage() {
        String id = runtime().image(localImage()).orElseThrow().id();
        String other = "gantry/contract:" + nonce();

        runtime().tag(id, other);
        assertThat(runtime().image(other).orElseThrow().id()).isEqualTo(id);

        runtime().removeImage(other);
        assertThat(runtime().image(other)).isEmpty();
        assertThat(runtime().image(localImage())).isPresent();

        runtime().removeImage(other);
    }

    /** Nothing else is in the image of a sandbox, so that it runs shows that its program does. */
    @Test
    void loadsTheSandboxImageWhoseProgramWaitsAndEndsWhenTold() {
        runtime().load(PauseImage.ofThisHost());
        String imageId = runtime().image(PauseImage.NAME).orElseThrow().id();
        runtime().load(PauseImage.ofThisHost());
        assertThat(runtime().image(PauseImage.NAME).orElseThrow().id()).isEqualTo(imageId);

        String id = runtime().create(spec(Behaviour.runs(), body -> {
            body.remove(List.of("Cmd", "Entrypoint"));
            body.put("Image", PauseImage.NAME);
        }));
        runtime().start(id);
        settle();
        assertThat(look(id).state()).isEqualTo(State.RUNNING);
        runtime().stop(id, GRACE);

        assertThat(look(id).exitCode()).contains(0);
    }

    @Test
    void refusesToTagWhatIsNotThere() {
        refused(Kind.NOT_FOUND, "No such image", () -> runtime().tag("gantry/no-such-image:1", "gantry/other:1"));
    }

    @Test
    void createsOnceForOneName() {
        ContainerSpec spec = spec(Behaviour.runs());

        String id = runtime().create(spec);

        assertThat(id).matches("[0-9a-f]{64}");
        assertThat(runtime().create(spec)).isEqualTo(id);
        assertThat(runtime().container(spec.name())).contains(look(id));
        Container container = look(id);
        assertThat(container.name()).isEqualTo(spec.name());
        assertThat(container.state()).isEqualTo(State.CREATED);
        assertThat(container.labels()).containsAllEntriesOf(mine);
        assertThat(container.exitCode()).isEmpty();
        assertThat(container.createdAt()).isPresent();
        assertThat(container.startedAt()).isEmpty();
        assertThat(container.finishedAt()).isEmpty();
        assertThat(container.health()).isEmpty();
        assertThat(container.pid()).isZero();
    }

    @Test
    void createsAndTellsOfTheImage() {
        ContainerSpec spec = spec(Behaviour.runs());

        Created created = runtime().createFrom(spec, localImage());

        assertThat(created)
                .isEqualTo(new Created(runtime().create(spec), runtime().image(localImage())));
        assertThat(created.image()).isPresent();
        assertThat(runtime().createFrom(spec, "gantry/no-such-image:1"))
                .isEqualTo(new Created(created.id(), Optional.empty()));
    }

    @Test
    void refusesToCreateWithoutTheImage() {
        ContainerSpec spec = new ContainerSpec(name(), "{\"Image\":\"gantry/no-such-image:1\",\"Cmd\":[\"true\"]}");

        refused(
                Kind.NOT_FOUND,
                "No such image: gantry/no-such-image:1",
                () -> runtime().create(spec));
    }

    @Test
    void startsAndStartsAgain() {
        String id = started(Behaviour.runs());
        runtime().start(id);

        Container container = look(id);
        assertThat(container.state()).isEqualTo(State.RUNNING);
        assertThat(container.pid()).isPositive();
        assertThat(container.startedAt()).isPresent();
        assertThat(container.exitCode()).isEmpty();
        assertThat(container.finishedAt()).isEmpty();
        assertThat(container.networkAddresses()).isNotEmpty();
    }

    @Test
    void keepsTheExitCode() {
        String id = started(Behaviour.exits(Duration.ofMillis(50), 3));
        awaitExit(id);

        Container container = look(id);
        assertThat(container.exitCode()).contains(3);
        assertThat(container.finishedAt()).isPresent();
        assertThat(container.oomKilled()).isFalse();
        assertThat(container.pid()).isZero();
    }

    @Test
    void startsAnExitedContainerAgain() {
        String id = started(Behaviour.exits(Duration.ofMillis(50), 3));
        awaitExit(id);

        runtime().start(id);

        await("second exit", () -> look(id).exitCode().equals(Optional.of(3)));
    }

    @Test
    void stopsWhatHears() {
        String id = started(Behaviour.runs().printing("ready\n"));
        await("its trap is set", () -> !text(id, false).isEmpty());

        runtime().stop(id, GRACE);

        assertThat(look(id).state()).isEqualTo(State.EXITED);
        assertThat(look(id).exitCode()).contains(143);
        runtime().stop(id, GRACE);
        assertThat(look(id).exitCode()).contains(143);
    }

    @Test
    void killsWhatDoesNotHear() {
        String id = started(Behaviour.runs().ignoringTerm().printing("ready\n"));
        await("its trap is set", () -> !text(id, false).isEmpty());

        runtime().stop(id, Duration.ofSeconds(1));

        assertThat(look(id).state()).isEqualTo(State.EXITED);
        assertThat(look(id).exitCode()).contains(137);
        assertThat(look(id).oomKilled()).isFalse();
    }

    @Test
    void refusesUnknownContainers() {
        String unknown = "gantry-contract-no-such-container";

        refused(Kind.NOT_FOUND, "No such container: " + unknown, () -> runtime().start(unknown));
        refused(Kind.NOT_FOUND, "No such container: " + unknown, () -> runtime().stop(unknown, GRACE));
        refused(
                Kind.NOT_FOUND,
                "No such container: " + unknown,
                () -> runtime().logs(unknown, all(false), new ByteArrayOutputStream()));
        assertThat(runtime().container(unknown)).isEmpty();
        assertThat(runtime().stats(unknown)).isEmpty();
        runtime().remove(unknown);
    }

    @Test
    void removesWhatRuns() {
        String id = started(Behaviour.runs());

        runtime().remove(id);
        runtime().remove(id);

        assertThat(runtime().container(id)).isEmpty();
        assertThat(runtime().containers(mine)).isEmpty();
    }

    @Test
    void keepsTheReasonOfAFailedStart() {
        String id = runtime().create(spec(Behaviour.failsToStart(Behaviour.NO_SUCH_COMMAND)));

        refused(Kind.REFUSED, "/no/such/command", () -> runtime().start(id));

        Container container = look(id);
        assertThat(container.state()).isEqualTo(State.CREATED);
        assertThat(container.error()).contains("/no/such/command").doesNotStartWith("Error response");
        assertThat(container.exitCode()).isEmpty();
        assertThat(container.startedAt()).isEmpty();
    }

    @Test
    void publishesPortsAndRefusesATakenOne() {
        String first = runtime().create(spec(Behaviour.runs(), body -> publish(body, "")));
        runtime().start(first);
        ContainerRuntime.Port port = look(first).ports().stream()
                .filter(bound -> bound.hostIp().equals("0.0.0.0"))
                .findFirst()
                .orElseThrow();
        assertThat(port.containerPort()).isEqualTo(80);
        assertThat(port.protocol()).isEqualTo("tcp");
        assertThat(port.hostPort()).isPositive();

        String second =
                runtime().create(spec(Behaviour.runs(), body -> publish(body, Integer.toString(port.hostPort()))));
        refused(Kind.REFUSED, "port is already allocated", () -> runtime().start(second));
        assertThat(look(second).state()).isEqualTo(State.CREATED);
        assertThat(look(second).error()).contains("port is already allocated");

        runtime().remove(first);
        runtime().start(second);
        assertThat(look(second).error()).isEmpty();
    }

    @Test
    void tellsThePortsThatACreatedContainerAsksFor() {
        String id = runtime().create(spec(Behaviour.runs(), body -> publish(body, "45678")));

        assertThat(look(id).ports())
                .extracting(ContainerRuntime.Port::containerPort, ContainerRuntime.Port::hostPort)
                .containsExactly(tuple(80, 45678));
    }

    @Test
    void tellsHealth() {
        String well = started(Behaviour.runs().health(Duration.ofMillis(1200), true));
        String ill = started(Behaviour.runs().health(Duration.ofMillis(1200), false));

        assertThat(look(well).health()).contains("starting");
        await("healthy", () -> look(well).health().equals(Optional.of("healthy")));
        await("unhealthy", () -> look(ill).health().equals(Optional.of("unhealthy")));
    }

    @Test
    void tellsThatMemoryRanOut() {
        String id = started(Behaviour.outOfMemory(Duration.ofMillis(100)));
        awaitExit(id);

        assertThat(look(id).oomKilled()).isTrue();
        assertThat(look(id).exitCode()).contains(137);
    }

    @Test
    void tellsEventsInTheirOrder() throws Exception {
        var heard = new HeardEvents();
        ContainerSpec spec = spec(Behaviour.exits(Duration.ofMillis(50), 4));
        try (AutoCloseable listening = runtime().listen(heard)) {
            assertThat(listening).isNotNull();
            String id = runtime().create(spec);
            runtime().start(id);
            await("die", () -> heard.actions(id).contains("die"));
            runtime().remove(id);
            await("destroy", () -> heard.actions(id).contains("destroy"));

            assertThat(heard.actions(id)).containsExactly("create", "start", "die", "destroy");
            assertThat(heard.gaps).isEmpty();
        }
        settle();
        int before = heard.events.size();
        String later = started(Behaviour.exits(Duration.ZERO, 0));
        awaitExit(later);
        settle();
        assertThat(heard.events).hasSize(before);
    }

    @Test
    void tellsOfHealthWithLabels() throws Exception {
        var heard = new HeardEvents();
        try (AutoCloseable listening = runtime().listen(heard)) {
            assertThat(listening).isNotNull();
            String id = started(Behaviour.runs().health(Duration.ofMillis(1200), true));
            await("health event", () -> heard.actions(id).contains("health_status: healthy"));
            assertThat(heard.labels(id)).containsAllEntriesOf(mine);
        }
    }

    @Test
    void listsByAllLabels() {
        String one = runtime().create(spec(Behaviour.runs(), body -> label(body, "role", "one")));
        String two = runtime().create(spec(Behaviour.runs(), body -> label(body, "role", "two")));

        assertThat(runtime().containers(mine)).extracting(Container::id).containsExactlyInAnyOrder(one, two);
        Map<String, String> onlyTwo = Map.of("io.gantry.contract", nonce(), "role", "two");
        assertThat(runtime().containers(onlyTwo)).extracting(Container::id).containsExactly(two);
        assertThat(runtime().containers(onlyTwo)).containsExactly(look(two));
    }

    @Test
    void copiesOutput() {
        String id = started(Behaviour.exits(Duration.ofMillis(300), 0).printing("one\ntwo\nthree\n"));

        assertThat(text(id, true)).isEqualTo("one\ntwo\nthree\n");
        awaitExit(id);
        var tail = new ByteArrayOutputStream();
        runtime().logs(id, new LogRequest(false, false, Optional.empty(), Optional.of(1)), tail);
        assertThat(tail.toString(StandardCharsets.UTF_8)).isEqualTo("three\n");
    }

    @Test
    void measuresOnlyWhatRuns() {
        String id = started(Behaviour.runs());
        byte[] sample = runtime().stats(id).orElseThrow();
        assertThat(JSON.readTree(sample).at("/cpu_stats/cpu_usage/total_usage").isIntegralNumber())
                .isTrue();
        assertThat(JSON.readTree(sample).at("/memory_stats/usage").asLong(0)).isPositive();

        runtime().stop(id, Duration.ZERO);
        assertThat(runtime().stats(id)).isEmpty();
    }

    @Test
    void keepsVolumes() {
        var volume = new VolumeSpec(name(), "local", Map.of(), mine);

        runtime().createVolume(volume);
        runtime().createVolume(volume);
        assertThat(runtime().volume(volume.name())).contains(volume);
        assertThat(runtime().volumes(mine)).containsExactly(volume);

        runtime().removeVolume(volume.name());
        runtime().removeVolume(volume.name());
        assertThat(runtime().volume(volume.name())).isEmpty();
        assertThat(runtime().volumes(mine)).isEmpty();
    }
}
