package io.gantry.network.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The kernel's words for what leads to other hosts. */
final class ReachTest {
    @Test
    void whatTheKernelSaysIsWhatWasSet() {
        Reach set = Reach.of(Map.of("10.0.1.4", "192.0.2.1:4789", "10.0.1.5", "192.0.2.2:4790"));
        String one = Reach.mac("192.0.2.1:4789");
        String two = Reach.mac("192.0.2.2:4790");

        Reach read = Reach.read(
                "10.0.1.4 scope link \n10.0.1.5 scope link \n10.0.1.4 lladdr " + one + " PERMANENT \n10.0.1.5 lladdr "
                        + two + " PERMANENT \n",
                one + " dst 192.0.2.1 self permanent \n" + two + " dst 192.0.2.2 port 4790 self permanent \n",
                "4789");

        assertThat(read).isEqualTo(set);
        assertThat(read.routes()).isEqualTo(Set.of("10.0.1.4", "10.0.1.5"));
        assertThat(one).matches("02(:[0-9a-f]{2}){5}").isNotEqualTo(two);
    }
}
