package io.gantry.store.embedded;

/** What is stored is not what was written, or was written by a newer release. The store does not open; the message says what to do. */
public final class JournalDamagedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalDamagedException(String message) {
        super(message);
    }

    public JournalDamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
