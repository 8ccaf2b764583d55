package io.gantry.agent.node.port;

import java.util.List;
import java.util.Optional;

/**
 * Names that tasks of a VPC can resolve and the internet does not know: those of interfaces, and of services that were registered.
 * A resolver asks one source after the other; the first that answers is right, and what none knows is asked of the outside. Calls
 * do not block.
 *
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html">AWS: Amazon DNS</a>
 */
public interface PrivateNames {
    /**
     * What there is under a name.
     *
     * @return empty for a name in nobody's zone here. One that nobody has in a zone of ours is {@link Answer#noSuchName}: then the
     *     outside is not asked
     */
    Optional<Answer> find(Asker asker, Query query);

    /**
     * Who asks.
     *
     * @param vpcId the VPC of the task that asks
     * @param ranges its IPv4 ranges
     */
    record Asker(String vpcId, List<String> ranges) {
        public Asker {
            ranges = List.copyOf(ranges);
        }
    }

    /**
     * What is asked for.
     *
     * @param name in small letters, without the dot at its end
     */
    record Query(String name, RecordType type) {}

    /** The kinds of records that such names have. */
    enum RecordType {
        A,
        AAAA,
        CNAME,
        PTR,
        SRV,
        /** Any other: a name that is there has none of it. */
        OTHER
    }

    /**
     * An answer.
     *
     * @param zone whose names these are, {@code ec2.internal}
     * @param exists whether the name has records of any type
     * @param ttlSeconds how long it may be remembered
     * @param records of the type that was asked for
     */
    record Answer(String zone, boolean exists, int ttlSeconds, List<Content> records) {
        public Answer {
            records = List.copyOf(records);
        }

        /** Nobody has that name. */
        public static Answer noSuchName(String zone, int ttlSeconds) {
            return new Answer(zone, false, ttlSeconds, List.of());
        }
    }

    /** A record. */
    sealed interface Content {
        /** An IPv4 or IPv6 address. */
        record Address(String address) implements Content {}

        /** Another name: what a CNAME or a PTR leads to. */
        record Target(String name) implements Content {}

        /** Where a service is. */
        record Location(int priority, int weight, int port, String target) implements Content {}
    }
}
