package io.gantry.agent.protocol;

/** A frame on one of the agent's two channels, or on the web socket of a terminal. The JSON {@code type} is the record's class name. */
public sealed interface AgentMessage permits AcsMessage, TcsMessage, TerminalMessage, Refusal {}
