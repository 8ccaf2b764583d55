package io.gantry.state;

/** The store cannot write now (a full disk, a lost quorum). Reads go on; the caller may try again. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
