package io.gantry.ecs.dispatch;

import io.gantry.agent.protocol.TcsMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest measurements of each instance. They live in memory only: measurements are no verdicts, and no state of ours
 * depends on them.
 */
final class Measurements {
    /** Ten minutes of reports that come each twenty seconds, one page each. */
    private static final int KEPT = 30;

    private final Map<String, Deque<TcsMessage.PublishMetricsRequest>> byInstance = new HashMap<>();

    void add(String instanceId, TcsMessage.PublishMetricsRequest metrics) {
        Deque<TcsMessage.PublishMetricsRequest> kept = byInstance.computeIfAbsent(instanceId, id -> new ArrayDeque<>());
        kept.addLast(metrics);
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
    }

    void forget(String instanceId) {
        byInstance.remove(instanceId);
    }

    /** Oldest first. */
    List<TcsMessage.PublishMetricsRequest> of(String instanceId) {
        return List.copyOf(byInstance.getOrDefault(instanceId, new ArrayDeque<>()));
    }
}
