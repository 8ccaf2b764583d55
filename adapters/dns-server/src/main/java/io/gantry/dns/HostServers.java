package io.gantry.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The name servers that the host itself asks, as a file in the form of {@code /etc/resolv.conf} names them. It is read each time:
 * a host that moves to another network has others from then on.
 */
public record HostServers(Path file) implements Supplier<List<InetSocketAddress>> {
    private static final String SERVER = "nameserver";
    private static final int PORT = 53;

    /** Those of this host. */
    public static HostServers ofThisHost() {
        return new HostServers(Path.of("/etc/resolv.conf"));
    }

    @Override
    public List<InetSocketAddress> get() {
        List<InetSocketAddress> servers = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                String[] words = line.strip().split("\\s+", -1);
                if (words.length >= 2 && words[0].equals(SERVER)) {
                    servers.add(new InetSocketAddress(InetAddress.ofLiteral(words[1]), PORT));
                }
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            return servers;
        }
        return servers;
    }
}
