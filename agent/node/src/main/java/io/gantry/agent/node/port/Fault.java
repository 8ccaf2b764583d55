package io.gantry.agent.node.port;

import java.util.List;

/**
 * A fault of the network, in AWS's terms. Addresses are IPv4 or IPv6 addresses or ranges.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fault-injection-endpoints.html">AWS: fault
 *     injection endpoints</a>
 */
public sealed interface Fault {
    /** What the fault is called in the path of a request. */
    Kind kind();

    /** The addresses that the fault spares. */
    List<String> sourcesToFilter();

    /** The three faults there are. */
    enum Kind {
        BLACKHOLE_PORT("network-blackhole-port", "network blackhole port"),
        LATENCY("network-latency", "network latency"),
        PACKET_LOSS("network-packet-loss", "network packet loss");

        private final String path;
        private final String words;

        Kind(String path, String words) {
            this.path = path;
            this.words = words;
        }

        /** As it stands in a path. */
        public String path() {
            return path;
        }

        /** As it stands in a sentence. */
        public String words() {
            return words;
        }
    }

    /**
     * Packets to a port vanish.
     *
     * @param protocol {@code tcp} or {@code udp}
     * @param trafficType {@code ingress} for what comes to the task's port, {@code egress} for what it sends to that port of others
     */
    record BlackholePort(int port, String protocol, String trafficType, List<String> sourcesToFilter) implements Fault {
        public BlackholePort {
            sourcesToFilter = List.copyOf(sourcesToFilter);
        }

        @Override
        public Kind kind() {
            return Kind.BLACKHOLE_PORT;
        }
    }

    /** Packets to {@code sources} leave later, by {@code delayMillis} more or less {@code jitterMillis}. */
    record Latency(int delayMillis, int jitterMillis, List<String> sources, List<String> sourcesToFilter)
            implements Fault {
        public Latency {
            sources = List.copyOf(sources);
            sourcesToFilter = List.copyOf(sourcesToFilter);
        }

        @Override
        public Kind kind() {
            return Kind.LATENCY;
        }
    }

    /**
     * Some packets to {@code sources} vanish.
     *
     * @param lossPercent of the packets, 1 to 100
     * @param flowsPercent of the flows, 1 to 100: only these lose packets
     */
    record PacketLoss(int lossPercent, int flowsPercent, List<String> sources, List<String> sourcesToFilter)
            implements Fault {
        public PacketLoss {
            sources = List.copyOf(sources);
            sourcesToFilter = List.copyOf(sourcesToFilter);
        }

        @Override
        public Kind kind() {
            return Kind.PACKET_LOSS;
        }
    }
}
