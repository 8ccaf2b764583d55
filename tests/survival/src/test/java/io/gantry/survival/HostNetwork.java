package io.gantry.survival;

import io.gantry.conformance.Command;
import java.util.List;

/**
 * A network of this machine only: a bridge with the server's address on it, to which network namespaces are linked as
 * machines are to a switch. They reach the server and one another, and have no way to anywhere else.
 *
 * <p>The addresses are of the range that RFC 2544 keeps for tests of networks; a route makes those that nobody here has
 * unreachable, so that nothing that is sent to one leaves the machine.
 *
 * @param number tells the networks of tests that run side by side apart; part of every address
 */
record HostNetwork(int number) implements AutoCloseable {
    private static final int NUMBERS = 256;

    /** The states of a bridge's port (IEEE 802.1D) in Linux's numbers; a port that listens forwards nothing. */
    private static final String LISTENING = "1";

    private static final String FORWARDING = "3";

    /** Makes a network with a number that nobody uses. */
    static HostNetwork make() {
        for (int number = 0; number < NUMBERS; number++) {
            HostNetwork network = new HostNetwork(number);
            if (tryIp("route", "add", "unreachable", network.address(0) + "/24")) {
                network.fill();
                return network;
            }
        }
        throw new AssertionError("no network of 198.18.0.0/16 is free, or routes cannot be made here");
    }

    private void fill() {
        try {
            ip("link", "add", bridge(), "type", "bridge");
            ip("address", "add", server() + "/28", "dev", bridge());
            ip("link", "set", bridge(), "up");
            // Where the engine has bridges pass the machine's own firewall, its chain drops what it does not know.
            boolean _ = pass("-I");
        } catch (AssertionError failed) {
            close();
            throw failed;
        }
    }

    /** The server's address. */
    String server() {
        return address(1);
    }

    /**
     * Links a namespace.
     *
     * @param port a short name for its place on the switch
     * @param index from 0
     */
    void link(String namespace, String port, int index) {
        ip("link", "add", cable(port), "type", "veth", "peer", "name", "eth0", "netns", namespace);
        ip("link", "set", cable(port), "master", bridge());
        ip("-netns", namespace, "address", "add", address(index + 2) + "/28", "dev", "eth0");
        ip("-netns", namespace, "link", "set", "eth0", "up");
        ip("link", "set", cable(port), "up");
    }

    /** Pulls a cable out: the host sees that it is off. */
    void unplug(String port) {
        ip("link", "set", cable(port), "down");
    }

    /** Puts it in again. */
    void plug(String port) {
        ip("link", "set", cable(port), "up");
    }

    /** Lets the switch drop a port's frames, both ways: neither side is told. */
    void swallow(String port) {
        ip("link", "set", cable(port), "type", "bridge_slave", "state", LISTENING);
    }

    /** Lets the switch forward a port's frames again. */
    void forward(String port) {
        ip("link", "set", cable(port), "type", "bridge_slave", "state", FORWARDING);
    }

    /** Takes a host's cable away; it would go with its namespace, but not at once. */
    void unlink(String port) {
        boolean _ = tryIp("link", "delete", cable(port));
    }

    /** Removes it. */
    @Override
    public void close() {
        boolean _ = pass("-D");
        boolean _ = tryIp("link", "delete", bridge());
        boolean _ = tryIp("route", "delete", "unreachable", address(0) + "/24");
    }

    private boolean pass(String verb) {
        return Command.of("iptables", "-w", "5", verb, "FORWARD", "-i", bridge(), "-o", bridge(), "-j", "ACCEPT")
                        .run()
                        .exitCode()
                == 0;
    }

    private String address(int last) {
        return "198.18." + number + "." + last;
    }

    private String bridge() {
        return "gantry" + number;
    }

    private String cable(String port) {
        return bridge() + "-" + port;
    }

    private static void ip(String... words) {
        String _ = command(words).run().success();
    }

    private static boolean tryIp(String... words) {
        return command(words).run().exitCode() == 0;
    }

    private static Command command(String... words) {
        List<String> all = new java.util.ArrayList<>(List.of("ip"));
        all.addAll(List.of(words));
        return Command.of(all.toArray(String[]::new));
    }
}
