package io.gantry.agent.protocol;

import java.time.Duration;

/** Every period and back-off of the protocol; the sections are those of agent-protocol.md. */
public final class AgentTimers {
    /** Upgrade handshake (5.4). */
    public static final Duration HANDSHAKE = Duration.ofSeconds(30);

    /** The control plane sends a heartbeat at least so often on both channels (5.4, 6.3). */
    public static final Duration HEARTBEAT = Duration.ofSeconds(60);

    /** An agent that hears nothing for this long, plus up to as much again at random, closes the connection (5.4, 9.1). */
    public static final Duration INACTIVITY = Duration.ofSeconds(60);

    /** Random part of {@link #INACTIVITY}. */
    public static final Duration INACTIVITY_JITTER = Duration.ofSeconds(60);

    /** One read or write (5.4). */
    public static final Duration READ_WRITE = Duration.ofMinutes(3);

    /** An agent reconnects by itself after this long, plus {@link #CONNECTION_AGE_JITTER} (5.4, 9.1). */
    public static final Duration CONNECTION_AGE = Duration.ofMinutes(30);

    /** Random part of {@link #CONNECTION_AGE}. */
    public static final Duration CONNECTION_AGE_JITTER = Duration.ofMinutes(5);

    /** The reason in the close frame of a connection that reached its age (5.4). */
    public static final String CONNECTION_EXPIRED = "ConnectionExpired: Reconnect to continue";

    /** How long an agent stays away after InactiveInstanceException (5.4). */
    public static final Duration INACTIVE_INSTANCE = Duration.ofHours(1);

    /** Reconnecting to ACS (5.4). */
    public static final Backoff ACS_RECONNECT = new Backoff(Duration.ofMillis(250), Duration.ofMinutes(2), 1.5, 0.2);

    /** Reconnecting to TCS (9.1). */
    public static final Backoff TCS_RECONNECT = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), 2, 0.2);

    /**
     * Reconnecting after an attempt that nobody answered. A refusal asks for patience; an address where nobody is costs
     * nobody anything, and a host is to be back soon after its link is.
     */
    public static final Backoff UNREACHABLE = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(1), 1.5, 0.2);

    /** Repeating a state change (8.4). */
    public static final Backoff SUBMIT = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), 1.3, 0.2);

    /** Repeating a registration after a server's error (4.5). */
    public static final Backoff REGISTER = new Backoff(Duration.ofSeconds(3), Duration.ofSeconds(192), 2, 0.2);

    /** State changes in flight at once over all tasks (8.4). */
    public static final int SUBMITS_IN_FLIGHT = 10;

    /** How long a container-only change waits at most for a change of its task (8.3 rule 3). */
    public static final Duration CONTAINER_CHANGE_FLUSH = Duration.ofSeconds(10);

    /** How long a discovered endpoint is used (2.2). */
    public static final Duration ENDPOINT_CACHE = Duration.ofHours(12);

    /** Metrics and health period (9.3, 9.4). */
    public static final Duration TELEMETRY = Duration.ofSeconds(20);

    /** Most tasks in one metrics or health message (9.3). */
    public static final int TASKS_PER_PAGE = 10;

    /** Longest frame, in bytes (9.3). */
    public static final int FRAME_BYTES = 1 << 20;

    /** The control plane sends a payload again when it was not acknowledged for so long (6.2). */
    public static final Duration REDELIVERY = Duration.ofSeconds(60);

    /** Longest {@code reason} (8.2). */
    public static final int REASON_CHARACTERS = 1024;

    private AgentTimers() {}

    /**
     * A delay that grows by {@code factor} from {@code first} to {@code most}; the actual one is up to {@code jitter} longer.
     *
     * @param jitter a fraction of the delay
     */
    public record Backoff(Duration first, Duration most, double factor, double jitter) {
        /**
         * The delay before attempt {@code attempt + 1}.
         *
         * @param attempt how many have failed, from 1
         * @param random from 0 (inclusive) to 1 (exclusive)
         */
        public Duration delay(int attempt, double random) {
            double grown = first.toMillis() * Math.pow(factor, Math.max(0, attempt - 1));
            double capped = Math.min(grown, (double) most.toMillis());
            return Duration.ofMillis(Math.round(capped * (1 + jitter * random)));
        }
    }
}
