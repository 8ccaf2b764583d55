package io.gantry.server;

import io.gantry.ec2.port.HostNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The networks in the kernel's IPv4 routing table, without the default route and without what Gantry itself sets: the routes that
 * reject, for the ranges of its VPCs, and those to tasks.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_net.5.html">proc(5): /proc/net/route</a>
 */
final class HostRoutes implements HostNetworks {
    private static final Logger LOG = LoggerFactory.getLogger(HostRoutes.class);
    private static final int DESTINATION = 1;
    private static final int FLAGS = 3;
    private static final int MASK = 7;
    private static final int HEX = 16;
    private static final int REJECT = 0x200;

    /** The links to the routers of VPCs, over which the addresses of tasks are reached (decision record 0019). */
    private static final Pattern OURS = Pattern.compile("gu[0-9a-f]{13}");

    private final Path table;

    HostRoutes() {
        this(Path.of("/proc/net/route"));
    }

    HostRoutes(Path table) {
        this.table = table;
    }

    @Override
    public List<String> ranges() {
        List<String> ranges = new ArrayList<>();
        for (String line : lines()) {
            String[] columns = line.strip().split("\\s+");
            if (columns.length > MASK && !columns[DESTINATION].equals("Destination")) {
                int length = Integer.bitCount(Integer.parseUnsignedInt(columns[MASK], HEX));
                boolean rejects = (Integer.parseInt(columns[FLAGS], HEX) & REJECT) != 0;
                boolean ours = OURS.matcher(columns[0]).matches();
                if (length > 0 && !rejects && !ours) {
                    ranges.add(address(columns[DESTINATION]) + "/" + length);
                }
            }
        }
        return ranges;
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(table);
        } catch (IOException none) {
            LOG.warn("the host's routes cannot be read, so VPCs may hide networks of the host", none);
            return List.of();
        }
    }

    /** The kernel prints the address as one number in the machine's own order of bytes, the last byte first. */
    private static String address(String hexadecimal) {
        int number = Integer.reverseBytes(Integer.parseUnsignedInt(hexadecimal, HEX));
        return (number >>> 24) + "." + ((number >> 16) & 0xFF) + "." + ((number >> 8) & 0xFF) + "." + (number & 0xFF);
    }
}
