package io.gantry.agent.node.metadata;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A token bucket: so many requests a second for ever, and so many at once. Safe for any number of threads. */
final class RateLimit {
    private final double perSecond;
    private final double burst;
    private final AtomicReference<Bucket> bucket;

    private record Bucket(double tokens, Instant at) {}

    RateLimit(double perSecond, double burst, Instant now) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.bucket = new AtomicReference<>(new Bucket(burst, now));
    }

    /** Whether one more request is within the limit; if so it counts. */
    boolean take(Instant now) {
        while (true) {
            Bucket before = Objects.requireNonNull(bucket.get());
            Instant at = now.isAfter(before.at()) ? now : before.at();
            double grown = Duration.between(before.at(), at).toNanos() / 1e9 * perSecond;
            double tokens = Math.min(burst, before.tokens() + grown);
            boolean taken = tokens >= 1;
            if (bucket.compareAndSet(before, new Bucket(taken ? tokens - 1 : tokens, at))) {
                return taken;
            }
        }
    }
}
