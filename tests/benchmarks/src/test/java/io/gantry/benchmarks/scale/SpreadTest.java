package io.gantry.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void sharesAreRightButForThreeInAHundred() {
        Spread spread = new Spread();
        for (int micros = 1; micros <= 1000; micros++) {
            spread.add(micros * 1000L);
        }
        assertThat(spread.millis(0.5)).isCloseTo(0.5, within(0.016));
        assertThat(spread.millis(0.99)).isCloseTo(0.99, within(0.031));
        assertThat(spread.millis(1)).isCloseTo(1, within(0.032));
    }

    @Test
    void nothingHasNoShares() {
        assertThatThrownBy(() -> new Spread().millis(0.5)).hasMessage("nothing was measured");
    }
}
