package io.gantry.network.linux;

import io.gantry.agent.node.port.SecurityRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rules of a VPC's router as one nft transaction, which replaces all that was: pure. A packet that begins a connection passes
 * the chain of its sender's groups, which returns what they let out, and then that of its receiver's, which accepts what they let in.
 * Which chain that is says a map by address, so the number of tasks costs nothing; interfaces with the same groups share a chain.
 */
final class Filter {
    private static final String HEAD = """
            table inet gantry
            delete table inet gantry
            table inet gantry {
            """;

    private final SecurityRules rules;
    private final Optional<String> questions;
    private final StringBuilder text = new StringBuilder(HEAD);
    private final Map<String, Integer> members = new TreeMap<>();
    private final Map<List<String>, Integer> combinations = new LinkedHashMap<>();

    private Filter(SecurityRules rules, Optional<String> questions) {
        this.rules = rules;
        this.questions = questions;
    }

    /**
     * The transaction that makes {@code rules} hold.
     *
     * @param questions the host's address where tasks ask about themselves, which no group can forbid
     */
    static String text(SecurityRules rules, Optional<String> questions) {
        return new Filter(rules, questions).write();
    }

    private String write() {
        Map<String, List<String>> byGroup = new TreeMap<>();
        new TreeMap<>(rules.interfaces())
                .forEach((address, groups) ->
                        groups.forEach(group -> byGroup.computeIfAbsent(group, none -> new ArrayList<>())
                                .add(address)));
        byGroup.forEach((group, addresses) -> {
            members.put(group, members.size());
            set("m" + members.get(group), addresses);
        });
        set("internet", new ArrayList<>(new TreeSet<>(rules.internet())));
        set("here", new ArrayList<>(new TreeSet<>(rules.interfaces().keySet())));
        new TreeSet<>(rules.interfaces().keySet()).forEach(address -> combination(groups(address)));
        combinations.forEach((groups, number) -> {
            chain("in" + number, groups, true);
            chain("out" + number, groups, false);
        });
        verdicts("ingress", "in");
        verdicts("egress", "out");
        return text.append(forward()).toString();
    }

    /** What the host begins is let in; what it forwards is anybody's. Tasks reach nothing of the host but its address here. */
    private String forward() {
        String mayAsk = questions
                .map(address -> "    oifname \"up0\" ip daddr " + address + " accept\n")
                .orElse("");
        return """
              chain forward {
                type filter hook forward priority filter; policy drop;
                ct state established,related accept
                ct state invalid drop
                iifname "up0" ip saddr %1$s accept
                iifname "up0" ip daddr vmap @ingress
                iifname "up0" drop
                oifname "up0" ip daddr %1$s accept
                ip saddr != @here drop
            %2$s\
                ip saddr vmap @egress
                oifname "up0" ip saddr @internet accept
                oifname "up0" drop
                ip daddr vmap @ingress
              }
            }
            """.formatted(Router.HOST_ADDRESS, mayAsk);
    }

    private List<String> groups(String address) {
        return rules.interfaces().getOrDefault(address, List.of()).stream()
                .sorted()
                .toList();
    }

    private int combination(List<String> groups) {
        return combinations.computeIfAbsent(groups, none -> combinations.size());
    }

    private void set(String name, List<String> addresses) {
        text.append("  set ").append(name).append(" { type ipv4_addr;");
        if (!addresses.isEmpty()) {
            text.append(" elements = { ").append(String.join(", ", addresses)).append(" }");
        }
        text.append(" }\n");
    }

    private void verdicts(String name, String chain) {
        text.append("  map ").append(name).append(" { type ipv4_addr : verdict;");
        if (!rules.interfaces().isEmpty()) {
            text.append(" elements = { ")
                    .append(new TreeSet<>(rules.interfaces().keySet())
                            .stream()
                                    .map(address -> address + " : jump " + chain + combination(groups(address)))
                                    .collect(Collectors.joining(", ")))
                    .append(" }");
        }
        text.append(" }\n");
    }

    private void chain(String name, List<String> groups, boolean ingress) {
        text.append("  chain ").append(name).append(" {\n");
        for (String id : groups) {
            SecurityRules.Group group = rules.groups().get(id);
            if (group != null) {
                (ingress ? group.ingress() : group.egress()).forEach(permission -> permit(permission, ingress));
            }
        }
        text.append("    drop\n  }\n");
    }

    private void permit(SecurityRules.Permission permission, boolean ingress) {
        String side = ingress ? "saddr" : "daddr";
        String verdict = ingress ? "accept" : "return";
        String match = match(permission);
        List<String> ranges = Ranges.widest(permission.cidrs());
        if (ranges.contains("0.0.0.0/0")) {
            text.append("    ").append(match).append(verdict).append('\n');
        } else if (!ranges.isEmpty()) {
            rule(match, side, "{ " + String.join(", ", ranges) + " }", verdict);
        }
        for (String peer : permission.peers()) {
            Integer set = members.get(peer);
            if (set != null) {
                rule(match, side, "@m" + set, verdict);
            }
        }
    }

    private void rule(String match, String side, String addresses, String verdict) {
        text.append("    ").append(match).append("ip ").append(side).append(' ');
        text.append(addresses).append(' ').append(verdict).append('\n');
    }

    private static String match(SecurityRules.Permission permission) {
        return switch (permission.protocol()) {
            case "-1" -> "";
            case "tcp", "udp" -> permission.protocol() + ports(permission);
            case "icmp" -> icmp(permission);
            default -> "meta l4proto " + permission.protocol() + " ";
        };
    }

    private static String ports(SecurityRules.Permission permission) {
        return permission.from() < 0 || permission.to() < 0
                ? " dport 0-65535 "
                : " dport " + permission.from() + "-" + permission.to() + " ";
    }

    private static String icmp(SecurityRules.Permission permission) {
        String type = permission.from() < 0 ? "" : "icmp type " + permission.from() + " ";
        String code = permission.from() < 0 || permission.to() < 0 ? "" : "icmp code " + permission.to() + " ";
        return type.isEmpty() ? "meta l4proto icmp " : type + code;
    }
}
