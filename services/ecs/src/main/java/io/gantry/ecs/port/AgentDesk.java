package io.gantry.ecs.port;

import io.gantry.agent.protocol.AcsMessage;
import io.gantry.agent.protocol.Refusal;
import java.util.Optional;

/**
 * Where agents' connections are taken up, for the owner of their web sockets. All calls, those of the sessions included,
 * are made one at a time; the owner sees to that, and calls {@link #poll()} whenever it is told to.
 */
public interface AgentDesk {
    /** Sets what is called, on any thread, when {@link #poll()} would find something; it only sets a flag or wakes a thread. */
    void onReady(Runnable callback);

    /** Why an upgrade is refused; empty when {@link #open} may follow. */
    Optional<Refusal> admit(String accountId, String region, String rawQuery);

    /**
     * Takes an admitted connection over.
     *
     * @param telemetry whether it is the telemetry channel, else it is the command channel
     */
    Session open(boolean telemetry, String accountId, String region, String rawQuery, Channel channel);

    /** Sends what has been committed since the last poll, and does what time asks for. */
    void poll();

    /** Asks the agent of an instance, by its record id, to take up a session of ECS Exec; lost when it is not connected. */
    void send(String instanceRecordId, AcsMessage.GantryExecuteCommandMessage message);

    /** Ends all connections. */
    void close();

    /** A web socket, as its owner lends it. Neither method blocks or throws. */
    interface Channel {
        /** Queues a text frame; frames leave in the order of the calls. */
        void send(String frame);

        /** Closes the socket, with a web socket close code, after the frames that are queued. */
        void close(int code, String reason);
    }

    /** An accepted connection, for the owner of its socket to report to. */
    interface Session {
        /** A text frame came. */
        void onText(String frame);

        /** The socket is closed, by whomever. */
        void onClose();
    }
}
