package io.gantry.agent.protocol;

/** A frame on one of the agent's two channels. The JSON {@code type} is the record's class name. */
public sealed interface AgentMessage permits AcsMessage, TcsMessage, Refusal {}
