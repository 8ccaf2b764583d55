package io.gantry.ecs.instance;

/** What runs on an instance, as AWS's {@code versionInfo} shows it; empty where unknown. */
public record AgentVersion(String agentVersion, String agentHash, String dockerVersion) {
    /** Nothing known yet. */
    public static final AgentVersion UNKNOWN = new AgentVersion("", "", "");
}
