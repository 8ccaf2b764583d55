package io.gantry.base;

import java.time.Duration;

/** Every limit of the kernel in one place (house rule 10). A room's own limits stand in that room. */
public final class Limits {
    /** Most changes in one commit: etcd's default is 128 operations in a transaction. */
    public static final int CHANGES_PER_COMMIT = 100;

    /** Most bytes in one commit: etcd's default request is 1.5 MiB. */
    public static final int BYTES_PER_COMMIT = 1 << 20;

    /** How often a transaction body runs before the store gives up. */
    public static final int TRANSACTION_ATTEMPTS = 100;

    /** Changes that a watch holds for a slow reader before it says "list again". */
    public static final int WATCH_BACKLOG = 10_000;

    /** Looks in one poll of the control loop, so that a poll ends. */
    public static final int LOOKS_PER_POLL = 1_000;

    /** Steps a key may take without a wait or being settled; more of them is a fault in its reconciler. */
    public static final int STEPS_IN_A_ROW = 1_000;

    /** Keys that the control driver works on at the same time. */
    public static final int KEYS_AT_ONCE = 256;

    /** Pause of a key whose step failed; doubled with each further failure. */
    public static final Duration FIRST_BACK_OFF = Duration.ofMillis(200);

    /** Longest pause of a key whose steps go on failing. */
    public static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(15);

    /** Largest request body, in bytes. Sixteen times the largest task definition. */
    public static final int REQUEST_BYTES = 1 << 20;

    /** Largest request body of an operation that takes more, in bytes: a megabyte of text, escaped for JSON. */
    public static final int LARGEST_REQUEST_BYTES = 8 << 20;

    /** Deepest nesting of a request's JSON, CBOR or query names. */
    public static final int REQUEST_DEPTH = 100;

    /** Greatest difference between a request's date and ours, as on AWS. */
    public static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /** How long a client token of a call makes a repeated call the same call. */
    public static final Duration CLIENT_TOKEN_LIFE = Duration.ofHours(24);

    private Limits() {}
}
