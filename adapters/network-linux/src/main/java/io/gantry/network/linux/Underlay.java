package io.gantry.network.linux;

/**
 * Where this host takes what other hosts send to its tasks.
 *
 * @param address an IPv4 address of this host
 * @param port for UDP; 4789 is VXLAN's own
 * @param mtu the longest packet that the link of this address carries
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7348">RFC 7348: VXLAN</a>
 */
public record Underlay(String address, int port, int mtu) {
    /** What the outer IPv4, UDP and VXLAN headers and the inner Ethernet header take. */
    private static final int HEADERS = 50;

    /** As other hosts are told of it: {@code 10.0.0.5:4789}. */
    public String endpoint() {
        return address + ":" + port;
    }

    /** The longest packet that fits between two tasks. */
    int inner() {
        return mtu - HEADERS;
    }
}
