package io.gantry.store.embedded;

/** What ends the process when it is unknown what is durable. Tests observe it; production really ends. */
@FunctionalInterface
public interface Halt {
    /** The exit status of a process that ended itself for its disk: {@code EX_IOERR} of sysexits.h. */
    int STATUS = 74;

    /** Ends the process at once, without shutdown hooks. */
    void now(String why, Throwable cause);

    /** Logs and ends this process. */
    static Halt process() {
        return (why, cause) -> {
            System.getLogger(EmbeddedStateStore.class.getName()).log(System.Logger.Level.ERROR, why, cause);
            Runtime.getRuntime().halt(STATUS);
        };
    }
}
