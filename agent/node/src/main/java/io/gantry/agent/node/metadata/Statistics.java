package io.gantry.agent.node.metadata;

import io.gantry.agent.node.port.ContainerRuntime;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.task.NodeContainer;
import io.gantry.base.Env;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The engine's statistics object, with the network's rates since the container was last asked about; the first time they are
 * the averages since its start.
 */
final class Statistics {
    /** Of two questions closer together the second gets the rates of the first. */
    private static final Duration CLOSE = Duration.ofMillis(500);

    private static final int MOST_REMEMBERED = 200;

    private final ContainerRuntime runtime;
    private final Env env;
    private final AtomicReference<Map<String, Sample>> last = new AtomicReference<>(Map.of());

    private record Sample(Instant at, long received, long sent, double receivedPerSecond, double sentPerSecond) {}

    Statistics(ContainerRuntime runtime, Env env) {
        this.runtime = runtime;
        this.env = env;
    }

    /** The statistics of a container; JSON null when it does not run. */
    JsonNode of(NodeContainer container) {
        Optional<byte[]> stats;
        try {
            stats = runtime.stats(container.runtimeId());
        } catch (RuntimeFailure away) {
            stats = Optional.empty();
        }
        if (stats.isEmpty() || !(JsonMapper.shared().readTree(stats.get()) instanceof ObjectNode shape)) {
            return NullNode.getInstance();
        }
        if (shape.has("networks")) {
            Sample sample = sample(container, shape.path("networks"));
            shape.putObject("network_rate_stats")
                    .put("rx_bytes_per_sec", sample.receivedPerSecond())
                    .put("tx_bytes_per_sec", sample.sentPerSecond());
        }
        return shape;
    }

    private Sample sample(NodeContainer container, JsonNode networks) {
        long received = 0;
        long sent = 0;
        for (JsonNode network : networks) {
            received += network.path("rx_bytes").asLong(0);
            sent += network.path("tx_bytes").asLong(0);
        }
        Instant now = env.now();
        Sample before = Objects.requireNonNull(last.get())
                .getOrDefault(
                        container.runtimeId(), new Sample(container.startedAt().orElse(now), 0, 0, 0, 0));
        Duration passed = Duration.between(before.at(), now);
        if (passed.compareTo(CLOSE) < 0) {
            return before;
        }
        double seconds = passed.toNanos() / 1e9;
        Sample sample = new Sample(
                now, received, sent, (received - before.received()) / seconds, (sent - before.sent()) / seconds);
        Map<String, Sample> _ = last.updateAndGet(all -> with(all, container.runtimeId(), sample));
        return sample;
    }

    private static Map<String, Sample> with(Map<String, Sample> all, String id, Sample sample) {
        // Nobody tells of containers that are gone. To forget all of them now and then costs one average.
        Map<String, Sample> next = new HashMap<>(all.size() < MOST_REMEMBERED ? all : Map.of());
        next.put(id, sample);
        return Map.copyOf(next);
    }
}
