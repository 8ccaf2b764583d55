package io.gantry.agent.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The frames of the telemetry channel, both directions (agent-protocol.md 9); the heartbeat is
 * {@link AcsMessage.HeartbeatMessage}. The JSON {@code type} of each is its class name. Instants travel as epoch seconds.
 */
public sealed interface TcsMessage extends AgentMessage {

    /**
     * Agent to control plane each 20 seconds (9.3).
     */
    record PublishMetricsRequest(MetricsMetadata metadata, Instant timestamp, List<TaskMetric> taskMetrics)
            implements TcsMessage {
        public PublishMetricsRequest {
            taskMetrics = List.copyOf(taskMetrics);
        }
    }

    /**
     * Agent to control plane each 20 seconds for tasks with a health check (9.4).
     */
    record PublishHealthRequest(HealthMetadata metadata, Instant timestamp, List<TaskHealth> tasks)
            implements TcsMessage {
        public PublishHealthRequest {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * Agent to control plane when the status changed (9.5).
     */
    record PublishInstanceStatusRequest(
            InstanceStatusMetadata metadata, Instant timestamp, List<InstanceStatus> statuses) implements TcsMessage {
        public PublishInstanceStatusRequest {
            statuses = List.copyOf(statuses);
        }
    }

    /**
     * Control plane to agent: the metrics arrived; re-arms the agent's timer.
     */
    record AckPublishMetric(String message) implements TcsMessage {}

    /**
     * Control plane to agent: the health arrived; re-arms the agent's timer.
     */
    record AckPublishHealth(String message) implements TcsMessage {}

    /**
     * Control plane to agent: the status arrived; re-arms the agent's timer.
     */
    record AckPublishInstanceStatus(String message) implements TcsMessage {}

    /**
     * Control plane to agent: end this session.
     */
    record StopTelemetrySessionMessage(String message) implements TcsMessage {}

    /**
     * @param fin the last page of a snapshot
     * @param idle there are no tasks
     * @param messageId the same on all pages of one snapshot
     */
    record MetricsMetadata(String cluster, String containerInstance, boolean fin, boolean idle, String messageId) {}

    /**
     * Whose health, and whether this is the last page.
     */
    record HealthMetadata(String cluster, String containerInstance, boolean fin, String messageId) {}

    /**
     * Whose status.
     */
    record InstanceStatusMetadata(String cluster, String containerInstance, String requestId) {}

    /**
     * Measurements of one task.
     */
    record TaskMetric(
            String taskArn,
            String taskDefinitionFamily,
            String taskDefinitionVersion,
            List<ContainerMetric> containerMetrics) {
        public TaskMetric {
            containerMetrics = List.copyOf(containerMetrics);
        }
    }

    /**
     * @param cpuStatsSet percent of the whole host
     * @param memoryStatsSet MiB without page cache
     * @param networkStatsSet absent with host networking
     * @param restartStatsSet only with a restart policy
     */
    record ContainerMetric(
            String containerName,
            Optional<StatsSet> cpuStatsSet,
            Optional<StatsSet> memoryStatsSet,
            Optional<NetworkStats> networkStatsSet,
            Optional<StorageStats> storageStatsSet,
            Optional<RestartStats> restartStatsSet) {}

    /**
     * A statistic set as CloudWatch knows it.
     */
    record StatsSet(double min, double max, long sampleCount, double sum) {}

    /**
     * A statistic set of counters; what exceeds 2^63-1 stands in the overflow members.
     */
    record CounterStats(
            long min, long max, long sum, long sampleCount, long overflowMin, long overflowMax, long overflowSum) {}

    /**
     * Network counters, cumulative, and rates per second.
     */
    record NetworkStats(
            CounterStats rxBytes,
            CounterStats rxPackets,
            CounterStats rxErrors,
            CounterStats rxDropped,
            CounterStats txBytes,
            CounterStats txPackets,
            CounterStats txErrors,
            CounterStats txDropped,
            Optional<StatsSet> rxBytesPerSecond,
            Optional<StatsSet> txBytesPerSecond) {}

    /**
     * Block device counters, cumulative.
     */
    record StorageStats(CounterStats readSizeBytes, CounterStats writeSizeBytes) {}

    /**
     * How often the restart policy acted.
     */
    record RestartStats(int restartCount) {}

    /**
     * Health of one task's containers.
     */
    record TaskHealth(
            String taskArn,
            String taskDefinitionFamily,
            String taskDefinitionVersion,
            List<ContainerHealth> containers) {
        public TaskHealth {
            containers = List.copyOf(containers);
        }
    }

    /**
     * {@code HEALTHY}, {@code UNHEALTHY} or {@code UNKNOWN}, and since when.
     */
    record ContainerHealth(String containerName, String healthStatus, Instant statusSince) {}

    /**
     * {@code INITIALIZING}, {@code OK}, {@code IMPAIRED} or {@code INSUFFICIENT_DATA} of, for example, {@code ContainerRuntime}.
     */
    record InstanceStatus(String type, String status, Instant lastUpdated, Instant lastStatusChange) {}
}
