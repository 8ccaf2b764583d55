package io.gantry.network.linux;

import io.gantry.agent.node.port.TaskNetwork.NetworkFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;

/** Addresses that this host has for itself: on its loopback, so that nothing sent to them leaves it. */
public final class HostAddress {
    private HostAddress() {}

    /**
     * Gives this host an IPv4 address unless it has it.
     *
     * @throws IOException when the kernel refuses
     */
    public static void add(String address) throws IOException {
        if (NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null) {
            return;
        }
        try {
            new Tools().ip(List.of(), List.of("address replace " + address + "/32 dev lo"));
        } catch (NetworkFailure refused) {
            throw new IOException(refused.getMessage(), refused);
        }
    }
}
