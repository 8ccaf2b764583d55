package io.gantry.node;

import io.gantry.network.linux.Underlay;
import io.gantry.settings.Setting;
import io.gantry.settings.SettingsException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where other hosts reach this one for the traffic between tasks, as configured.
 *
 * @param enabled whether they do at all
 * @param host an IPv4 address; empty for the one from which this host reaches the server
 * @param port for UDP
 */
public record NetworkAddress(boolean enabled, String host, int port) {
    /** IANA's number for VXLAN. */
    private static final int VXLAN = 4789;

    private static final int HIGHEST = 65535;
    private static final Pattern FORM = Pattern.compile("((?:\\d{1,3}\\.){3}\\d{1,3})?(?::(\\d{1,5}))?");

    /** @throws SettingsException when it is no address */
    static NetworkAddress parse(String text) {
        Matcher form = FORM.matcher(text);
        int port = form.matches() && form.group(2) != null ? Integer.parseInt(form.group(2)) : VXLAN;
        if (text.equals("none")) {
            return new NetworkAddress(false, "", VXLAN);
        }
        if (!form.matches() || port == 0 || port > HIGHEST) {
            throw new SettingsException(Setting.NODE_NETWORK_ADDRESS.key() + " is \"" + text
                    + "\", but it must be none, or an IPv4 address of this host with a port if it is not " + VXLAN
                    + ", for example 10.0.0.5 or 10.0.0.5:4790.");
        }
        return new NetworkAddress(true, Optional.ofNullable(form.group(1)).orElse(""), port);
    }

    /**
     * The same as this host's links have it now; empty when none has the address. A host that has the server on its loopback is
     * alone.
     */
    Optional<Underlay> now(URI server) {
        if (!enabled) {
            return Optional.empty();
        }
        try {
            InetAddress address = host.isEmpty() ? towards(server) : InetAddress.getByName(host);
            NetworkInterface link = NetworkInterface.getByInetAddress(address);
            boolean usable = link != null && address instanceof Inet4Address && !address.isLoopbackAddress();
            return usable ? Optional.of(new Underlay(address.getHostAddress(), port, link.getMTU())) : Optional.empty();
        } catch (IOException noWay) {
            return Optional.empty();
        }
    }

    /** Nothing is sent: to connect such a socket only asks the routing table. */
    private static InetAddress towards(URI server) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(server.getHost(), VXLAN));
            return socket.getLocalAddress();
        }
    }
}
