package io.gantry.logs.metricfilter;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What of a group's lines is to become a value of a metric.
 *
 * @param groupId the storage id of its group
 * @param name unique in its group
 * @param pattern which lines
 */
record MetricFilter(
        String accountId,
        String region,
        String groupId,
        String groupName,
        String name,
        String pattern,
        Transformation transformation,
        Instant createdAt) {
    /**
     * The value.
     *
     * @param value a number, or a selector of one in the line
     * @param defaultValue of a period with lines none of which match
     */
    record Transformation(
            String metricName,
            String namespace,
            String value,
            Optional<Double> defaultValue,
            Optional<String> unit,
            Map<String, String> dimensions) {
        Transformation {
            dimensions = Map.copyOf(dimensions);
        }
    }

    /** The id of its record. */
    String id() {
        return accountId + "/" + region + "/" + groupId + "/" + name;
    }
}
