package io.gantry.ecs.task;

/** The verdict of a container's health check, as AWS prints it. */
public enum HealthStatus {
    UNKNOWN,
    HEALTHY,
    UNHEALTHY
}
