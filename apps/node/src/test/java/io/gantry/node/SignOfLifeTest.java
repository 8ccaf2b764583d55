package io.gantry.node;

import static io.gantry.node.SignOfLife.Next.ASK;
import static io.gantry.node.SignOfLife.Next.DEAD;
import static io.gantry.node.SignOfLife.Next.QUIET;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SignOfLifeTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SignOfLife life = new SignOfLife(Duration.ofSeconds(3), Duration.ofSeconds(4), START);

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    @Test
    void asksOnceAfterASilenceAndWaitsForTheAnswer() {
        assertThat(life.due()).isEqualTo(at(3));
        assertThat(life.next(at(2))).isEqualTo(QUIET);
        assertThat(life.next(at(3))).isEqualTo(ASK);
        assertThat(life.due()).isEqualTo(at(7));
        assertThat(life.next(at(6))).isEqualTo(QUIET);
        assertThat(life.next(at(7))).isEqualTo(DEAD);
    }

    @Test
    void whateverIsHeardBeginsTheSilenceAnew() {
        assertThat(life.next(at(3))).isEqualTo(ASK);
        life.heard(at(5));
        assertThat(life.due()).isEqualTo(at(8));
        assertThat(life.next(at(7))).isEqualTo(QUIET);
        assertThat(life.next(at(8))).isEqualTo(ASK);
    }

    /** A process that was stopped for a while has asked nobody meanwhile. */
    @Test
    void aLateLookStillGivesTimeToAnswer() {
        assertThat(life.next(at(60))).isEqualTo(ASK);
        assertThat(life.due()).isEqualTo(at(64));
        assertThat(life.next(at(63))).isEqualTo(QUIET);
    }
}
