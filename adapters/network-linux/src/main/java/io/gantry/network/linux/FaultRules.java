package io.gantry.network.linux;

import io.gantry.agent.node.port.Fault;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Faults as nft transactions: pure. Each fault is a chain of its own in one table, so that faults neither know nor disturb each
 * other, nor the rules of anybody else in the network.
 */
final class FaultRules {
    static final String TABLE = "inet gantry_fault";

    private FaultRules() {}

    /** The name of the fault's chain: what the fault is, without its measures. */
    static String chain(Fault fault) {
        return switch (fault) {
            case Fault.BlackholePort f -> f.trafficType() + "_" + f.protocol() + "_" + f.port();
            case Fault.PacketLoss _ -> "packet_loss";
            case Fault.Latency _ -> "latency";
        };
    }

    /**
     * The transaction that makes a blackhole or a loss.
     *
     * @param questions the address where tasks ask about themselves, which no fault concerns
     */
    static String start(Fault fault, Optional<String> questions) {
        return switch (fault) {
            case Fault.BlackholePort f -> {
                boolean in = f.trafficType().equals("ingress");
                yield made(f, in ? "input" : "output", in ? "saddr" : "daddr", questions, List.of(""), drop(f));
            }
            case Fault.PacketLoss f -> made(f, "output", "daddr", questions, peers("daddr", f.sources()), drop(f));
            case Fault.Latency f -> throw new IllegalArgumentException("no rule delays a packet: " + f);
        };
    }

    /** The transaction after which the fault's chain is not there. */
    static String stop(Fault fault) {
        String chain = TABLE + " " + chain(fault);
        return """
                add table %s
                add chain %s
                flush chain %2$s
                delete chain %2$s
                """.formatted(TABLE, chain);
    }

    private static String drop(Fault.BlackholePort fault) {
        return fault.protocol() + " dport " + fault.port() + " drop";
    }

    /** A flow is told by what all of its packets have in common; one flow loses packets or never does. */
    private static String drop(Fault.PacketLoss fault) {
        String flows = fault.flowsPercent() == 100 ? "" : "jhash ct id mod 100 < " + fault.flowsPercent() + " ";
        String share = fault.lossPercent() == 100 ? "" : "numgen random mod 100 < " + fault.lossPercent() + " ";
        return flows + share + "drop";
    }

    private static String made(
            Fault fault, String hook, String side, Optional<String> questions, List<String> matches, String drop) {
        StringBuilder text = new StringBuilder(stop(fault));
        text.append("table ")
                .append(TABLE)
                .append(" {\n  chain ")
                .append(chain(fault))
                .append(" {\n");
        text.append("    type filter hook ").append(hook).append(" priority -10; policy accept;\n");
        questions.ifPresent(address ->
                text.append("    ip ").append(side).append(' ').append(address).append(" accept\n"));
        peers(side, fault.sourcesToFilter())
                .forEach(match -> text.append("    ").append(match).append("accept\n"));
        matches.forEach(match -> text.append("    ").append(match).append(drop).append('\n'));
        return text.append("  }\n}\n").toString();
    }

    /** What matches one of {@code addresses}; a packet matches one of these only, so that it is tried once. */
    private static List<String> peers(String side, List<String> addresses) {
        List<String> wide = Ranges.widest(
                addresses.stream().filter(address -> !address.contains(":")).toList());
        Stream<String> four =
                wide.isEmpty() ? Stream.empty() : Stream.of("ip " + side + " { " + String.join(", ", wide) + " } ");
        Stream<String> six = addresses.stream()
                .filter(address -> address.contains(":"))
                .distinct()
                .map(address -> "ip6 " + side + " " + address + " ");
        return Stream.concat(four, six).toList();
    }
}
