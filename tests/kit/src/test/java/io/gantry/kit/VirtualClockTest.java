package io.gantry.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualClockTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualClock clock = new VirtualClock();
    private final List<Instant> moments = new ArrayList<>();

    @Test
    void aTimerThatTakesTimeDoesNotSetItBack() {
        clock.schedule(SECOND, () -> clock.advance(SECOND.multipliedBy(5)));
        clock.schedule(SECOND.multipliedBy(2), () -> moments.add(clock.now()));

        clock.advance(SECOND.multipliedBy(3));

        assertThat(moments).containsExactly(VirtualClock.START.plusSeconds(2));
        assertThat(clock.now()).isEqualTo(VirtualClock.START.plusSeconds(6));
    }

    @Test
    void timersOfOneMomentRunInTheirOrder() {
        List<String> ran = new ArrayList<>();
        clock.schedule(SECOND, () -> ran.add("first"));
        clock.schedule(SECOND, () -> ran.add("second"));
        Runnable cancel = clock.schedule(SECOND, () -> ran.add("never"));
        clock.schedule(Duration.ZERO, () -> ran.add("at once"));
        cancel.run();

        clock.advance(SECOND);

        assertThat(ran).containsExactly("at once", "first", "second");
        assertThat(clock.now()).isEqualTo(VirtualClock.START.plus(SECOND));
    }
}
