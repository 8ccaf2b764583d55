package io.gantry.ecs.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.capacity.CapacityStrategy.Item;
import io.gantry.kit.Gen;
import io.gantry.kit.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How tasks are spread: the base first, then by weight, whether they come at once or one by one. */
class CapacityStrategyProperties {
    private static Map<String, Integer> counted(List<String> providers) {
        Map<String, Integer> tasks = new TreeMap<>();
        providers.forEach(provider -> tasks.merge(provider, 1, Integer::sum));
        return tasks;
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1, 4, 5, 1", "0, 0, 1, 1, 10, 5", "2, 0, 1, 3, 10, 4", "5, 0, 0, 1, 3, 3", "0, 7, 1, 1, 9, 1"})
    void theFirstOfTwoGetsItsShare(int base, int otherBase, int weight, int otherWeight, int count, int share) {
        CapacityStrategy strategy =
                new CapacityStrategy(List.of(new Item("a", base, weight), new Item("b", otherBase, otherWeight)));

        assertThat(counted(strategy.distribute(count, Map.of())).getOrDefault("a", 0))
                .isEqualTo(share);
    }

    @Test
    void theBaseIsFilledAndTheRestIsNeverOneTaskAwayFromItsShare() {
        Seeds.check(500, CapacityStrategyProperties::check);
    }

    private static void check(Gen gen) {
        List<Item> items = new ArrayList<>();
        int count = gen.between(1, 4);
        int based = gen.between(0, count);
        for (int i = 0; i < count; i++) {
            items.add(new Item("p" + i, i == based ? gen.between(1, 20) : 0, gen.between(i == 0 ? 1 : 0, 9)));
        }
        CapacityStrategy strategy = new CapacityStrategy(items);
        int tasks = gen.between(0, 60);
        List<String> all = strategy.distribute(tasks, Map.of());

        // One by one comes to the same, since what runs is all that counts.
        List<String> alone = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            alone.addAll(strategy.distribute(1, counted(alone)));
        }
        assertThat(alone).isEqualTo(all);

        Map<String, Integer> held = counted(all);
        int base = items.stream().mapToInt(Item::base).sum();
        int weights = items.stream().mapToInt(Item::weight).sum();
        int free = Math.max(0, tasks - base);
        for (Item item : items) {
            int own = held.getOrDefault(item.provider(), 0);
            assertThat(own).isGreaterThanOrEqualTo(Math.min(tasks, item.base()));
            if (tasks >= base) {
                double share = (double) free * item.weight() / weights;
                assertThat(own - item.base()).isGreaterThanOrEqualTo((int) Math.floor(share));
                assertThat(item.weight() > 0 || own == item.base()).isTrue();
            }
        }
        assertThat(Collections.frequency(all, "")).isZero();
    }
}
