package io.gantry.ec2.securitygroup;

import io.gantry.ec2.resource.Ec2Errors;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The traffic that a rule is about.
 *
 * @param protocol {@code tcp}, {@code udp}, {@code icmp}, {@code icmpv6}, another number, or {@code -1} for all
 * @param fromPort the first port, or the ICMP type; -1 for all
 * @param toPort the last port, or the ICMP code; -1 for all
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html">EC2: IpPermission</a>
 */
public record Traffic(String protocol, int fromPort, int toPort) {
    /** Every protocol and port. */
    public static final Traffic ALL = new Traffic("-1", -1, -1);

    private static final Map<String, String> NAMES =
            Map.of("1", "icmp", "6", "tcp", "17", "udp", "58", "icmpv6", "all", "-1");
    private static final int MOST = 255;
    private static final int LAST_PORT = 65_535;

    /**
     * What a caller wrote.
     *
     * @throws io.gantry.base.AwsError InvalidParameterValue or MissingParameter
     */
    static Traffic of(@Nullable String protocol, @Nullable Integer fromPort, @Nullable Integer toPort) {
        if (protocol == null || protocol.isEmpty()) {
            throw Ec2Errors.missing("ipProtocol");
        }
        String lower = protocol.toLowerCase(Locale.ROOT);
        String name = NAMES.getOrDefault(lower, lower);
        return switch (name) {
            case "tcp", "udp" -> ports(name, fromPort, toPort);
            case "icmp", "icmpv6" -> icmp(name, fromPort, toPort);
            case "-1" -> ALL;
            case String other -> {
                if (!other.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(other) > MOST) {
                    throw Ec2Errors.invalidValue("Invalid value '" + protocol + "' for IP protocol. Unknown protocol.");
                }
                yield new Traffic(other, -1, -1);
            }
        };
    }

    private static Traffic ports(String name, @Nullable Integer fromPort, @Nullable Integer toPort) {
        if (fromPort == null || toPort == null) {
            throw Ec2Errors.invalidValue(
                    "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
        }
        if (fromPort == -1 && toPort == -1) {
            return new Traffic(name, 0, LAST_PORT);
        }
        for (int port : new int[] {fromPort, toPort}) {
            if (port < 0 || port > LAST_PORT) {
                throw Ec2Errors.invalidValue("TCP/UDP port (" + port + ") out of range");
            }
        }
        if (fromPort > toPort) {
            throw Ec2Errors.invalidValue("Invalid TCP/UDP port range (" + fromPort + ":" + toPort + ")");
        }
        return new Traffic(name, fromPort, toPort);
    }

    private static Traffic icmp(String name, @Nullable Integer type, @Nullable Integer code) {
        int of = type == null ? -1 : type;
        int with = code == null ? -1 : code;
        if (of < -1 || of > MOST) {
            throw Ec2Errors.invalidValue("ICMP type (" + of + ") out of range");
        }
        if (with < -1 || with > MOST) {
            throw Ec2Errors.invalidValue("ICMP code (" + with + ") out of range");
        }
        if (of == -1 && with != -1) {
            throw Ec2Errors.invalidValue("ICMP code (" + with + ") must be -1 when ICMP type is -1");
        }
        return new Traffic(name, of, with);
    }

    /** Whether a range of ports, or an ICMP type, belongs to the description. */
    boolean hasPorts() {
        return switch (protocol) {
            case "tcp", "udp", "icmp", "icmpv6" -> true;
            case String other -> false;
        };
    }
}
