package io.gantry.simulation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A world that is broken on purpose is found to be broken, by the check that is there for it. */
final class InvariantsBiteTest {
    private static final long SEED = 5;

    static Stream<Arguments> tamperings() {
        return Stream.of(
                tampering(Tampering::smallerLedger, "too little CPU"),
                tampering(Tampering::lostClaim, "claims"),
                tampering(Tampering::vanishingTask, "vanished"),
                tampering(Tampering::risenTask, "left STOPPED"),
                tampering(Tampering::secondContainer, "two containers run as"),
                tampering(Tampering::stoppedContainer, "a running container of a task that is to run was stopped"),
                tampering(Tampering::tooManyTasks, "its maximum is"),
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
        assertThatThrownBy(() -> Runs.run(SEED, tampering)).hasMessageContaining(finding);
    }
}
