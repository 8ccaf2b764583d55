package io.gantry.logs.file;

/** A segment is not as it was written, and not because a write was cut short: what it says cannot be trusted. */
public final class DamagedSegmentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedSegmentException(String message) {
        super(message);
    }
}
