package io.gantry.ecs.dispatch;

/** An accepted connection, for the owner of its socket to report to. */
public interface AgentSession {
    /** A text frame arrived. */
    void onText(String frame);

    /** The socket is closed, by whomever; nothing more will arrive. */
    void onClose();
}
