package io.gantry.kit.agent;

import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A sample of a fake container: a steady tenth of a CPU and 16 MiB. */
final class FakeStats {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private FakeStats() {}

    static byte[] of(FakeContainer container, Instant now) {
        long runNanos = Duration.between(container.startedAt.orElse(now), now).toNanos();
        ObjectNode sample = JSON.createObjectNode().put("read", now.toString());
        ObjectNode cpu = sample.putObject("cpu_stats");
        cpu.putObject("cpu_usage").put("total_usage", runNanos / 10);
        cpu.put("system_cpu_usage", runNanos).put("online_cpus", 1);
        sample.putObject("memory_stats").put("usage", 16L << 20).put("limit", 64L << 20);
        return JSON.writeValueAsBytes(sample.put("id", container.id).put("name", "/" + container.name));
    }
}
