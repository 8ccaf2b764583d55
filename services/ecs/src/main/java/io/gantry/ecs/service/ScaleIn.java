package io.gantry.ecs.service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which tasks go when there are too many: those that serve nobody yet first, then from the zone that holds the most, there
 * from the host that holds the most, and the youngest of those.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html">ECS: UpdateService, on
 *     stopping tasks</a>
 */
final class ScaleIn {
    private ScaleIn() {}

    /**
     * Chooses {@code count} of {@code candidates}, or all.
     *
     * @param held all tasks that zones and hosts are compared by
     */
    static List<Replica> choose(List<Replica> candidates, List<Replica> held, int count, Predicate<Replica> isHealthy) {
        Map<String, Integer> byZone = new HashMap<>();
        Map<String, Integer> byHost = new HashMap<>();
        for (Replica replica : held) {
            byZone.merge(replica.zone(), 1, Integer::sum);
            byHost.merge(replica.host(), 1, Integer::sum);
        }
        List<Replica> left = new ArrayList<>(candidates);
        List<Replica> chosen = new ArrayList<>();
        while (chosen.size() < count && !left.isEmpty()) {
            Replica next = left.stream()
                    .min(Comparator.comparing(isHealthy::test)
                            .thenComparingInt(replica -> -byZone.getOrDefault(replica.zone(), 0))
                            .thenComparingInt(replica -> -byHost.getOrDefault(replica.host(), 0))
                            .thenComparing(
                                    Comparator.comparing(Replica::createdAt).reversed())
                            .thenComparing(Replica::taskId))
                    .orElseThrow();
            left.remove(next);
            chosen.add(next);
            byZone.merge(next.zone(), -1, Integer::sum);
            byHost.merge(next.host(), -1, Integer::sum);
        }
        return chosen;
    }
}
