package io.gantry.network.linux;

import io.gantry.agent.node.port.TaskNetwork.Connection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The names of one VPC's router on this host. All follow from the node's id and the VPC's, so that several nodes may share a
 * machine, and are at most 15 characters long where they name a link.
 *
 * @param namespace the network namespace
 * @param uplink the host's end of the link to it
 */
record Router(String namespace, String uplink) {
    /** The router's end of the link to the host. */
    static final String UPLINK_INSIDE = "up0";

    /** What the host is called on each of these links. */
    static final String HOST_ADDRESS = "169.254.172.1";

    /** As whom the host forwards what is not its own, so that rules can tell the two apart. */
    static final String FORWARDED_ADDRESS = "169.254.172.2";

    /** What the router is called there. */
    static final String ROUTER_ADDRESS = "169.254.172.3";

    private static final Path NAMESPACES = Path.of("/run/netns");
    private static final String PREFIX = "gantry-";
    private static final int NODE_DIGITS = 6;

    static Router of(String node, String vpcId) {
        return named(nodeDigits(node), digits(vpcId).substring(0, 7));
    }

    private static Router named(String node, String vpc) {
        return new Router(PREFIX + node + "-" + vpc, "gu" + node + vpc);
    }

    /** The router of a namespace of this node, as a listing names it; empty for another's. */
    static List<Router> among(String node, List<String> namespaces) {
        String mine = PREFIX + nodeDigits(node) + "-";
        return namespaces.stream()
                .filter(name -> name.startsWith(mine))
                .map(name -> named(nodeDigits(node), name.substring(mine.length())))
                .toList();
    }

    /** The router's end of a task's link. */
    static String link(Connection connection) {
        return "gt" + digits(connection.interfaceId()).substring(0, 12);
    }

    /** The file that keeps the namespace. */
    Path file() {
        return NAMESPACES.resolve(namespace);
    }

    /** What leads into the namespace. */
    List<String> inside() {
        return List.of("nsenter", "--net=" + file());
    }

    private static String nodeDigits(String node) {
        return digits(node).substring(0, NODE_DIGITS);
    }

    /** A digest of an id, in hexadecimal digits. */
    static String digits(String id) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
