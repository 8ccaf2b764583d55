package io.gantry.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A world that is broken on purpose is found to be broken, by the check that is there for it. */
final class InvariantsBiteTest {
    /** Not every seed gives every occasion. */
    private static final List<Long> SEEDS = List.of(5L, 6L, 7L, 8L);

    static Stream<Arguments> tamperings() {
        return Stream.of(
                tampering(Tampering::smallerLedger, "too little CPU"),
                tampering(Tampering::lostClaim, "claims"),
                tampering(Tampering::vanishingTask, "vanished"),
                tampering(Tampering::risenTask, "left STOPPED"),
                tampering(Tampering::secondContainer, "two containers run as"),
                tampering(Tampering::stoppedContainer, "a running container of a task that is to run was stopped"),
                tampering(Tampering::tooManyTasks, "its maximum is"),
                tampering(Tampering::secondDaemon, "2 daemons of watch are to run on"),
                tampering(Tampering::tooFewTasks, "its minimum is"),
                tampering(Tampering::orphan, "an orphan runs"),
                tampering(Tampering::fault, "fault in"));
    }

    private static Arguments tampering(Consumer<World> tampering, String finding) {
        return Arguments.of(tampering, finding);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("tamperings")
    void whatIsBrokenIsFound(Consumer<World> tampering, String finding) {
        for (long seed : SEEDS) {
            Optional<Throwable> found = Optional.ofNullable(catchThrowable(() -> Runs.run(seed, tampering)));
            if (found.isPresent()) {
                assertThat(found.get()).hasMessageContaining(finding);
                return;
            }
        }
        fail("nothing was found in any of the seeds " + SEEDS);
    }
}
