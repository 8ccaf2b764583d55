package io.gantry.agent.node.telemetry;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One sample of a container, read from Docker's statistics object.
 *
 * @param cpuNanos processor time used by the container so far
 * @param hostCpuNanos processor time used by the whole host so far, all cores together
 * @param memoryBytes usage without page cache
 * @param network empty with host networking
 * @param readBytes read from block devices so far
 * @param writtenBytes written to block devices so far
 * @param readAt when the engine took it, in nanoseconds since the epoch
 */
public record Measurement(
        long cpuNanos,
        long hostCpuNanos,
        long memoryBytes,
        Optional<Traffic> network,
        long readBytes,
        long writtenBytes,
        long readAt) {

    /** Counters of all interfaces together. */
    public record Traffic(
            long rxBytes,
            long rxPackets,
            long rxErrors,
            long rxDropped,
            long txBytes,
            long txPackets,
            long txErrors,
            long txDropped) {

        private Traffic plus(JsonNode net) {
            return new Traffic(
                    rxBytes + net.path("rx_bytes").asLong(0),
                    rxPackets + net.path("rx_packets").asLong(0),
                    rxErrors + net.path("rx_errors").asLong(0),
                    rxDropped + net.path("rx_dropped").asLong(0),
                    txBytes + net.path("tx_bytes").asLong(0),
                    txPackets + net.path("tx_packets").asLong(0),
                    txErrors + net.path("tx_errors").asLong(0),
                    txDropped + net.path("tx_dropped").asLong(0));
        }
    }

    /**
     * Reads Docker's object; empty when it is none, or of a container that had just ended.
     *
     * @param nowNanos used where the object says no time of its own
     */
    public static Optional<Measurement> read(String stats, long nowNanos) {
        try {
            JsonNode root = JsonMapper.shared().readTree(stats);
            JsonNode cpu = root.path("cpu_stats");
            JsonNode memory = root.path("memory_stats");
            if (!cpu.has("system_cpu_usage") || !memory.has("usage")) {
                return Optional.empty();
            }
            JsonNode detail = memory.path("stats");
            long cache =
                    detail.path("cache").asLong(detail.path("inactive_file").asLong(0));
            JsonNode blocks = root.path("blkio_stats").path("io_service_bytes_recursive");
            return Optional.of(new Measurement(
                    cpu.path("cpu_usage").path("total_usage").asLong(0),
                    cpu.path("system_cpu_usage").asLong(0),
                    Math.max(0, memory.path("usage").asLong(0) - cache),
                    traffic(root.path("networks")),
                    blocks(blocks, "read"),
                    blocks(blocks, "write"),
                    nowNanos));
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Traffic> traffic(JsonNode networks) {
        if (networks.isEmpty()) {
            return Optional.empty();
        }
        Traffic sum = new Traffic(0, 0, 0, 0, 0, 0, 0, 0);
        for (JsonNode net : networks) {
            sum = sum.plus(net);
        }
        return Optional.of(sum);
    }

    private static long blocks(JsonNode entries, String operation) {
        long sum = 0;
        for (JsonNode entry : entries) {
            if (entry.path("op").asString("").equalsIgnoreCase(operation)) {
                sum += entry.path("value").asLong(0);
            }
        }
        return sum;
    }
}
