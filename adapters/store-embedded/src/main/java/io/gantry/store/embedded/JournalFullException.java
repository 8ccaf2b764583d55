package io.gantry.store.embedded;

/** No room to write. Nothing is wrong with what is stored, and writing may work again later. */
public final class JournalFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalFullException(String message) {
        super(message);
    }

    public JournalFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
