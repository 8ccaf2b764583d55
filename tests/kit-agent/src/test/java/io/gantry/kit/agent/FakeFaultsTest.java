package io.gantry.kit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.agent.node.port.ContainerRuntime.ContainerSpec;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;
import io.gantry.agent.node.port.ContainerRuntime.State;
import io.gantry.kit.SimulatedEnv;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FakeFaultsTest {
    private static final ContainerSpec SPEC = new ContainerSpec("one", "{\"Image\":\"app\"}");

    private final SimulatedEnv env = SimulatedEnv.seeded(7);
    private final FakeContainerRuntime engine = new FakeContainerRuntime(env, env.clock()::advance);
    private final HeardEvents heard = new HeardEvents();

    @BeforeEach
    void listen() {
        engine.addImage("app", Behaviour.runs());
        AutoCloseable _ = engine.listen(heard);
    }

    private static void fails(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RuntimeFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind));
    }

    @Test
    void aSlowCallTakesItsTimeAndWorks() {
        engine.faults().next("create", new Fault.Slow(Duration.ofSeconds(2)));
        Instant before = env.now();

        String id = engine.create(SPEC);

        assertThat(env.now()).isEqualTo(before.plusSeconds(2));
        assertThat(engine.container(id)).isPresent();
    }

    @Test
    void aFailingCallDoesNothingAndTheNextOneWorks() {
        engine.faults().next("create", new Fault.Fails("no space left on device"));

        fails(Kind.ENGINE, () -> engine.create(SPEC));
        assertThat(engine.container("one")).isEmpty();
        assertThat(engine.create(SPEC)).isNotEmpty();
    }

    @Test
    void aHangingCallMayHaveBeenDone() {
        engine.faults().next("create", new Fault.Hangs(Duration.ofSeconds(30), false));
        fails(Kind.UNREACHABLE, () -> engine.create(SPEC));
        assertThat(engine.container("one")).isEmpty();

        engine.faults().next("create", new Fault.Hangs(Duration.ofSeconds(30), true));
        fails(Kind.UNREACHABLE, () -> engine.create(SPEC));
        assertThat(engine.container("one")).isPresent();
    }

    @Test
    void aSourceOfFaultsIsAskedUntilThereAreNoneAnyMore() {
        engine.faults().source(call -> Optional.of(new Fault.Fails(call)));
        fails(Kind.ENGINE, () -> engine.images());
        fails(Kind.ENGINE, () -> engine.create(SPEC));

        engine.faults().none();
        assertThat(engine.images()).hasSize(1);
    }

    @Test
    void lostEventsEndInAGap() {
        engine.loseEvents();
        String id = engine.create(SPEC);
        engine.start(id);
        env.clock().advance(Duration.ofSeconds(1));
        assertThat(heard.events).isEmpty();
        assertThat(heard.gaps).isEmpty();

        engine.restoreEvents();
        env.clock().advance(Duration.ofSeconds(1));
        assertThat(heard.gaps).hasSize(1);
        engine.exit(id, 5);
        env.clock().advance(Duration.ofSeconds(1));
        assertThat(heard.actions(id)).containsExactly("die");
    }

    @Test
    void eventsComeBeforeTheResponseOrLong() {
        engine.eventsBeforeResponses(true);
        String id = engine.create(SPEC);
        assertThat(heard.actions(id)).containsExactly("create");

        engine.eventsBeforeResponses(false);
        engine.eventDelay(Duration.ofSeconds(3));
        engine.start(id);
        env.clock().advance(Duration.ofMillis(2999));
        assertThat(heard.actions(id)).containsExactly("create");
        env.clock().advance(Duration.ofMillis(1));
        assertThat(heard.actions(id)).containsExactly("create", "start");
    }

    @Test
    void anEngineThatIsAwayRefusesEverythingAndLiveRestoreKeepsContainers() {
        String id = engine.create(SPEC);
        engine.start(id);

        engine.goAway(true);
        fails(Kind.UNREACHABLE, () -> engine.container(id));
        engine.comeBack();
        assertThat(engine.container(id).orElseThrow().state()).isEqualTo(State.RUNNING);

        engine.goAway(false);
        engine.comeBack();
        assertThat(engine.container(id).orElseThrow().state()).isEqualTo(State.EXITED);
        assertThat(engine.container(id).orElseThrow().exitCode()).contains(143);
        env.clock().advance(Duration.ZERO);
        assertThat(heard.gaps).hasSize(2);
    }

    @Test
    void whatIsOnlyInTheRegistryCanBePulled() {
        engine.publishImage("remote:2", Behaviour.runs());
        assertThat(engine.image("remote:2")).isEmpty();

        String digest = engine.remoteDigest("remote:2", Optional.empty());
        assertThat(engine.pull("remote:2", Optional.empty()).digests()).containsExactly("remote@" + digest);
        assertThat(engine.image("remote:2")).isPresent();
        fails(Kind.NOT_FOUND, () -> engine.pull("remote:3", Optional.empty()));
    }
}
