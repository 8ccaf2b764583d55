package io.gantry.ecs.instance;

import java.time.Instant;
import java.util.Optional;

/**
 * One verdict of an instance's health, as its agent reports it.
 *
 * @param type for example {@code CONTAINER_RUNTIME}
 * @param status {@code INITIALIZING}, {@code OK}, {@code IMPAIRED} or {@code INSUFFICIENT_DATA}
 */
public record HealthCheck(
        String type, String status, String reason, Optional<Instant> lastUpdated, Optional<Instant> lastStatusChange) {}
