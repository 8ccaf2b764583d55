package io.gantry.agent.protocol;

import java.util.Optional;

/**
 * The text frames of a terminal's web socket, Gantry's own: the agent opens it to the control plane for one command. Binary
 * frames are the terminal's bytes as they are: what was typed towards the agent, what was printed towards the control plane.
 */
public sealed interface TerminalMessage extends AgentMessage {
    /** The path of the web socket under the endpoint of the agent's channels. */
    String PATH = "/_gantry/terminal";

    /** The header of the upgrade that holds {@link AcsMessage.GantryExecuteCommandMessage#ticket()}. */
    String TICKET = "x-gantry-ticket";

    /** The parameter of the upgrade's query that holds the session's id. */
    String SESSION = "session";

    /** Control plane to agent: the terminal has this size now. */
    record TerminalSizeMessage(int columns, int rows) implements TerminalMessage {}

    /** Agent to control plane: so many bytes more of what was typed are in the terminal, and leave room for as many. */
    record TerminalTypedMessage(int bytes) implements TerminalMessage {}

    /**
     * Agent to control plane, the last frame: the command has ended, or could not be run.
     *
     * @param exitCode absent when it is not known
     * @param reason why it could not be run, for people; empty when it ran
     */
    record TerminalEndMessage(Optional<Integer> exitCode, String reason) implements TerminalMessage {}
}
