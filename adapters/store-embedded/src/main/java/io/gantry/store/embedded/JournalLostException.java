package io.gantry.store.embedded;

/** Writing failed in a way that leaves unknown what is durable, for example an input/output error on a sync. It must not be tried again: the kernel may have dropped the pages that failed. */
public final class JournalLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalLostException(String message) {
        super(message);
    }

    public JournalLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
