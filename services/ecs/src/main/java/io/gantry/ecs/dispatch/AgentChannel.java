package io.gantry.ecs.dispatch;

/** One websocket of an agent, as its owner lends it to us. Neither method blocks or throws: a broken socket is closed later. */
public interface AgentChannel {
    /** Queues a text frame; frames leave in the order of the calls. */
    void send(String frame);

    /**
     * Closes the socket after the frames that are queued.
     *
     * @param code a websocket close code, for example 1000
     * @param reason for people, at most 123 bytes
     */
    void close(int code, String reason);
}
