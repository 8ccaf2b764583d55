package io.gantry.ecs.service;

import java.time.Duration;

/**
 * Periods of our own making, of which AWS users see only the effect.
 *
 * @param healthyAfter a task without health checks counts as healthy so long after it is RUNNING
 * @param quickEnd a task that ends sooner than this after its start slows down the next starts
 * @param firstBackOff pause after a whole round of such ends; doubled with each further round
 * @param longestBackOff most of that pause
 * @param retry a service that found no room looks again after this, should nothing have told it of new room
 */
public record ServiceTiming(
        Duration healthyAfter, Duration quickEnd, Duration firstBackOff, Duration longestBackOff, Duration retry) {
    /**
     * AWS's periods.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html">ECS: service
     *     throttle logic</a>
     */
    public static final ServiceTiming AWS = new ServiceTiming(
            Duration.ofSeconds(40),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(27),
            Duration.ofSeconds(30));

    /** What suits one machine: a task without checks is healthy when it runs, and back-off is short. */
    public static final ServiceTiming LOCAL = new ServiceTiming(
            Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofSeconds(5));

    /**
     * How long to wait before tasks are started again.
     *
     * @param quickEnds tasks that ended soon after their start, one after the other
     * @param desiredCount a round of them
     */
    Duration backOff(int quickEnds, int desiredCount) {
        int rounds = quickEnds / Math.max(1, desiredCount);
        if (rounds == 0) {
            return Duration.ZERO;
        }
        Duration pause = firstBackOff;
        for (int round = 1; round < rounds && pause.compareTo(longestBackOff) < 0; round++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longestBackOff) < 0 ? pause : longestBackOff;
    }
}
