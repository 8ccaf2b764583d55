package io.gantry.network.linux;

import io.gantry.agent.node.port.SecurityRules;
import io.gantry.agent.node.port.SecurityRules.Group;
import io.gantry.agent.node.port.SecurityRules.Permission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rules of a VPC's router as one nft transaction, which replaces all that was: pure. A packet that begins a connection passes
 * the chain of its sender's groups, which returns what they let out, and then that of its receiver's, which accepts what they let
 * in. Which chain that is says a map by address, and what a chain lets through says a map by the other side's address: so neither
 * the number of tasks nor that of rules costs a packet anything. Interfaces with the same groups share their chains.
 *
 * <p>Of a connection between two hosts each asks for its own task: the sender's what goes out, the receiver's what comes in.
 */
final class Filter {
    private static final String HEAD = """
            table inet gantry
            delete table inet gantry
            table inet gantry {
            """;

    /** AWS's resolver for every VPC, on the link. */
    private static final String RESOLVER_OF_ALL = "169.254.169.253";

    private final SecurityRules rules;
    private final Optional<String> questions;
    private final TreeSet<String> here;
    private final StringBuilder text = new StringBuilder(HEAD);
    private final Map<String, List<String>> members = new TreeMap<>();
    private final Map<List<String>, Integer> combinations = new LinkedHashMap<>();
    private final Map<String, String> endings = new LinkedHashMap<>();

    private Filter(SecurityRules rules, Set<String> elsewhere, Optional<String> questions) {
        this.rules = rules;
        this.questions = questions;
        this.here = new TreeSet<>(rules.interfaces().keySet());
        here.removeAll(elsewhere);
    }

    /**
     * The transaction that makes {@code rules} hold.
     *
     * @param elsewhere the addresses that are on other hosts
     * @param questions the host's address where tasks ask about themselves, which no group can forbid
     */
    static String text(SecurityRules rules, Set<String> elsewhere, Optional<String> questions) {
        return new Filter(rules, elsewhere, questions).write();
    }

    private String write() {
        new TreeMap<>(rules.interfaces())
                .forEach((address, groups) ->
                        groups.forEach(group -> members.computeIfAbsent(group, none -> new ArrayList<>())
                                .add(address)));
        set("internet", new TreeSet<>(rules.internet()));
        set("here", here);
        here.forEach(address -> combination(groups(address)));
        combinations.forEach((groups, number) -> {
            chain("in" + number, permissions(groups, true), true);
            chain("out" + number, permissions(groups, false), false);
        });
        endings.forEach((body, name) ->
                text.append("  chain ").append(name).append(" {\n").append(body).append("  }\n"));
        map("ingress", "", verdicts("in"));
        map("egress", "", verdicts("out"));
        return text.append(forward()).append(names()).toString();
    }

    /**
     * Questions for names, at the VPC's address for them and at AWS's for all VPCs, go to the host. Nobody else has these addresses: they are
     * kept from tasks.
     */
    private String names() {
        if (rules.resolver().isEmpty() || questions.isEmpty()) {
            return "}\n";
        }
        return """
              chain names {
                type nat hook prerouting priority dstnat; policy accept;
                iifname "gt*" ip daddr { %1$s, %2$s } udp dport 53 dnat ip to %3$s:%4$d
                iifname "gt*" ip daddr { %1$s, %2$s } tcp dport 53 dnat ip to %3$s:%4$d
              }
            }
            """.formatted(rules.resolver().get(), RESOLVER_OF_ALL, questions.get(), LinuxTaskNetwork.RESOLVER_PORT);
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
                iifname "ov0" ip daddr vmap @ingress
                iifname "ov0" drop
                oifname "up0" ip daddr %1$s accept
                ip saddr != @here drop
            %2$s\
                ip saddr vmap @egress
                oifname "ov0" accept
                oifname "up0" ip saddr @internet accept
                oifname "up0" drop
                ip daddr vmap @ingress
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

    private List<Permission> permissions(List<String> groups, boolean ingress) {
        return groups.stream()
                .flatMap(id -> Optional.ofNullable(rules.groups().get(id)).stream())
                .map(ingress ? Group::ingress : Group::egress)
                .flatMap(Collection::stream)
                .toList();
    }

    private void set(String name, Collection<String> addresses) {
        text.append("  set ").append(name).append(" { type ipv4_addr;");
        elements(addresses);
    }

    private void map(String name, String flags, Collection<String> elements) {
        text.append("  map ")
                .append(name)
                .append(" { type ipv4_addr : verdict;")
                .append(flags);
        elements(elements);
    }

    private void elements(Collection<String> elements) {
        if (!elements.isEmpty()) {
            text.append(" elements = { ").append(String.join(", ", elements)).append(" }");
        }
        text.append(" }\n");
    }

    private List<String> verdicts(String chain) {
        return here.stream()
                .map(address -> address + " : jump " + chain + combination(groups(address)))
                .toList();
    }

    /**
     * What a combination of groups lets through: one look for what names ports, and one for the rest. Its endings are gone to and not jumped to, so that their {@code return} leads back
     * to where this chain was jumped to.
     */
    private void chain(String name, List<Permission> permissions, boolean ingress) {
        List<Sides.Range> sides = Sides.of(permissions, members);
        StringBuilder way = new StringBuilder();
        if (sides.size() == 1 && sides.getFirst().everything()) {
            way.append("    goto ").append(ending(sides.getFirst(), ingress)).append('\n');
        } else {
            String side = "    ip " + (ingress ? "saddr" : "daddr");
            List<String> ports = sides.stream()
                    .filter(range -> range.traffic().isPorts())
                    .flatMap(range -> range.traffic().ports().stream().map(port -> range.text() + " . " + port))
                    .toList();
            if (!ports.isEmpty()) {
                text.append("  set ")
                        .append(name)
                        .append("p { type ipv4_addr . inet_proto . inet_service; flags interval;");
                elements(ports);
                way.append(side)
                        .append(" . meta l4proto . th dport @")
                        .append(name)
                        .append("p ");
                way.append(ingress ? "accept\n" : "return\n");
            }
            List<String> others = sides.stream()
                    .filter(range -> !range.traffic().isPorts())
                    .map(range -> range.text() + " : goto " + ending(range, ingress))
                    .toList();
            if (!others.isEmpty()) {
                map(name + "s", " flags interval;", others);
                way.append(side).append(" vmap @").append(name).append("s\n");
            }
            way.append("    drop\n");
        }
        text.append("  chain ").append(name).append(" {\n").append(way).append("  }\n");
    }

    private String ending(Sides.Range side, boolean ingress) {
        String verdict = ingress ? "accept\n" : "return\n";
        String body = side.traffic().matches().stream()
                        .map(match -> "    " + match + (match.isEmpty() ? "" : " ") + verdict)
                        .collect(Collectors.joining())
                + "    drop\n";
        return endings.computeIfAbsent(body, none -> "e" + endings.size());
    }
}
