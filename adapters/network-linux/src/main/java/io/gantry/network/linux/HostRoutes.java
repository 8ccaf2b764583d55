package io.gantry.network.linux;

import io.gantry.agent.node.port.TaskNetwork.NetworkFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The routes of this host to single addresses. The kernel prints them into a file, which costs less to read than a tool to run. */
final class HostRoutes {
    private static final Path TABLE = Path.of("/proc/net/route");
    private static final String SINGLE = "FFFFFFFF";
    private static final int LINK = 0;
    private static final int DESTINATION = 1;
    private static final int MASK = 7;

    private HostRoutes() {}

    /** The addresses that the host sends over a link. */
    static List<String> over(String link) {
        return single().filter(route -> route[LINK].equals(link))
                .map(route -> dotted(route[DESTINATION]))
                .toList();
    }

    /** Whether there is a route to this address alone that goes over another link than this. */
    static boolean leadsElsewhere(String address, String link) {
        return single().anyMatch(route -> dotted(route[DESTINATION]).equals(address) && !route[LINK].equals(link));
    }

    private static Stream<String[]> single() {
        try {
            return Files.readAllLines(TABLE).stream()
                    .map(line -> line.split("\\s+"))
                    .filter(words -> words.length > MASK && words[MASK].equals(SINGLE));
        } catch (IOException unreadable) {
            throw new NetworkFailure(TABLE + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** The number is in the order of the machine's bytes, and all machines that Gantry runs on are little-endian. */
    private static String dotted(String hex) {
        long number = Long.parseLong(hex, 16);
        return (number & 255) + "." + (number >> 8 & 255) + "." + (number >> 16 & 255) + "." + (number >> 24);
    }
}
