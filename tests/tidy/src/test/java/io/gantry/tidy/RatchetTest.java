package io.gantry.tidy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatchetTest {
    private static final Violation LONG = new Violation("file-lines", "a.java", 412, "412 lines");

    @Test
    void anExcessThatIsNotListedFails() {
        assertThat(Ratchet.parse("").judge(List.of(LONG))).containsExactly("file-lines a.java: 412 lines");
    }

    @Test
    void aListedExcessPassesAndMayNotGrow() {
        assertThat(Ratchet.parse("# why\nfile-lines a.java 412\n").judge(List.of(LONG)))
                .isEmpty();
        assertThat(Ratchet.parse("file-lines a.java 411").judge(List.of(LONG))).hasSize(1);
    }

    @Test
    void whatWasWonIsNotLostAgain() {
        assertThat(Ratchet.parse("file-lines a.java 500").judge(List.of(LONG)))
                .containsExactly("lower the ratchet: file-lines a.java 500 is now 412");
        assertThat(Ratchet.parse("file-lines a.java 412").judge(List.of())).hasSize(1);
    }

    @Test
    void breachesWithoutASizeAreCounted() {
        Violation sleep = new Violation("sleep", "a.java", 1, "");
        assertThat(Ratchet.parse("sleep a.java 1").judge(List.of(sleep, sleep))).hasSize(1);
        assertThat(Ratchet.parse("sleep a.java 2").judge(List.of(sleep, sleep))).isEmpty();
    }

    @Test
    void aMalformedEntryIsRefused() {
        assertThatThrownBy(() -> Ratchet.parse("file-lines a.java")).hasMessageContaining("ratchet entry");
    }
}
