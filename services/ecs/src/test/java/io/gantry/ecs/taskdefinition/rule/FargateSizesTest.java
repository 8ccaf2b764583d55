package io.gantry.ecs.taskdefinition.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FargateSizesTest {
    /** AWS's table, counted: how many sizes of memory there are for each size of cpu, and the least and the greatest. */
    @Test
    void everySizeThatAwsPublishes() {
        TreeMap<Integer, String> found = new TreeMap<>();
        for (int cpu = 1; cpu <= 65_536; cpu *= 2) {
            int count = 0;
            int least = 0;
            int most = 0;
            for (int memory = 256; memory <= 400_000; memory += 256) {
                if (FargateSizes.has(cpu, memory)) {
                    count++;
                    least = least == 0 ? memory : least;
                    most = memory;
                }
            }
            if (count > 0) {
                found.put(cpu, count + " from " + least + " to " + most);
            }
        }
        TreeMap<Integer, String> published = new TreeMap<>();
        published.put(256, "3 from 512 to 2048");
        published.put(512, "4 from 1024 to 4096");
        published.put(1_024, "7 from 2048 to 8192");
        published.put(2_048, "13 from 4096 to 16384");
        published.put(4_096, "23 from 8192 to 30720");
        published.put(8_192, "12 from 16384 to 61440");
        published.put(16_384, "12 from 32768 to 122880");
        published.put(32_768, "3 from 61440 to 249856");
        assertThat(found).isEqualTo(published);
    }

    @Test
    void nothingBetweenTheSteps() {
        assertThat(FargateSizes.has(256, 1_536)).isFalse();
        assertThat(FargateSizes.has(8_192, 16_384 + 1_024)).isFalse();
        assertThat(FargateSizes.has(300, 512)).isFalse();
        assertThat(FargateSizes.hasForWindows(512)).isFalse();
        assertThat(FargateSizes.hasForWindows(4_096)).isTrue();
    }
}
