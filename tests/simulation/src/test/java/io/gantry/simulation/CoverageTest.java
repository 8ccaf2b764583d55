package io.gantry.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The simulation does what it says: over a few seeds everything has gone wrong, and tasks have ended in every way. */
final class CoverageTest {
    private static final int SEEDS = 10;

    private static final List<String> HAPPENINGS = List.of(
            "server dies: killed",
            "server dies: its journal is lost",
            "server journal FULL",
            "dies: its journal is lost",
            "dies: the machine reboots",
            "is cut off for",
            "dropped",
            "engine is back",
            "Fails[message",
            "Hangs[timeout",
            "Slow[delay",
            "request lost",
            "request late",
            "answer lost",
            "a newer connection has been accepted",
            "refused: Refusal[name=INACTIVE_INSTANCE",
            "nothing heard",
            "RESOURCE:",
            "Reason=AGENT",
            "CannotPullContainerError",
            "CannotStartContainerError",
            "OutOfMemoryError",
            "\"exitCode\":3",
            "\"exitCode\":137",
            "\"exitCode\":143",
            "Status=DRAINING",
            "service front ACTIVE",
            "service back INACTIVE",
            "service watch ACTIVE",
            "service handmade ACTIVE",
            " moving",
            "without room",
            " FAILED failed",
            "steady [ecs-svc/",
            "did Persist",
            "did Inspect");

    @Test
    void everythingHappens() {
        List<String> lines = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            World world = new World(seed);
            world.run();
            lines.addAll(world.trace.tail(Integer.MAX_VALUE));
        }

        var missing = new TreeSet<>(HAPPENINGS);
        lines.forEach(line -> missing.removeIf(line::contains));
        assertThat(missing).isEmpty();
    }
}
