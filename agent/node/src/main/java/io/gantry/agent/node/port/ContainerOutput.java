package io.gantry.agent.node.port;

import java.time.Instant;

/** The output of containers, message by message, as the engine keeps it on this host. */
public interface ContainerOutput {
    /**
     * Gives {@code listener} each message that was printed at {@code since} or later, in the order in which the engine has them,
     * and goes on until the container has ended and all was given, or the listener throws. Asked again it gives the same messages
     * in the same order, but for the oldest, which the engine may have thrown away.
     *
     * @throws ContainerRuntime.RuntimeFailure when there is no such container, or the engine breaks off
     */
    void follow(String containerId, Instant since, Listener listener);

    /** Hears messages, on the caller's thread. */
    interface Listener {
        /** A message. */
        void heard(Message message);
    }

    /**
     * A piece of output.
     *
     * @param at when the engine took it in
     * @param standardError whether it is of the error stream
     * @param text without the newline that ended it; not copied, so nobody may change it
     * @param whole whether a newline ended it: long lines come in pieces
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
    record Message(Instant at, boolean standardError, byte[] text, boolean whole) {}
}
