package io.gantry.agent.protocol;

/** Attributes of container instances that are Gantry's own, and that hosts tell each other something with. */
public final class HostAttributes {
    /** Where a host takes what other hosts send to its tasks: an IPv4 address and a UDP port, {@code 10.0.0.5:4789}. */
    public static final String NETWORK_ADDRESS = "ecs.network-address";

    private HostAttributes() {}
}
