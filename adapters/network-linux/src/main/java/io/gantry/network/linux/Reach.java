package io.gantry.network.linux;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What leads from a router to tasks on other hosts, as the kernel keeps it: pure.
 *
 * @param routes the tasks' addresses
 * @param neighbours the link-layer address of the router on the other host, by a task's address
 * @param hosts where that router is, {@code 10.0.0.5:4789}, by its link-layer address
 */
record Reach(Set<String> routes, Map<String, String> neighbours, Map<String, String> hosts) {
    static final Reach NOTHING = new Reach(Set.of(), Map.of(), Map.of());

    /** Locally administered, unicast. */
    private static final String OURS = "02";

    Reach {
        routes = Set.copyOf(routes);
        neighbours = Map.copyOf(neighbours);
        hosts = Map.copyOf(hosts);
    }

    /** @param peers the endpoints of the other hosts, by the addresses of their tasks */
    static Reach of(Map<String, String> peers) {
        Map<String, String> neighbours = new HashMap<>();
        peers.forEach((address, endpoint) -> neighbours.put(address, mac(endpoint)));
        return new Reach(peers.keySet(), neighbours, byMac(peers.values()));
    }

    private static Map<String, String> byMac(Collection<String> endpoints) {
        return endpoints.stream().distinct().collect(Collectors.toMap(Reach::mac, endpoint -> endpoint));
    }

    /** The link-layer address of a router: it follows from where its host is, so that nobody needs to ask for it. */
    static String mac(String endpoint) {
        String digits = Router.digits(endpoint);
        StringBuilder mac = new StringBuilder(OURS);
        for (int i = 0; i < 5; i++) {
            mac.append(':').append(digits, 2 * i, 2 * i + 2);
        }
        return mac.toString();
    }

    /**
     * What the kernel says.
     *
     * @param entries lines of {@code ip route show} and {@code ip neigh show}
     * @param forwarding lines of {@code bridge fdb show}
     * @param port the one of this host, which the last leave out
     */
    static Reach read(String entries, String forwarding, String port) {
        Set<String> routes = new HashSet<>();
        Map<String, String> neighbours = new HashMap<>();
        for (List<String> words : words(entries)) {
            int mac = words.indexOf("lladdr") + 1;
            if (mac > 0) {
                neighbours.put(words.getFirst(), words.get(mac));
            } else {
                routes.add(words.getFirst());
            }
        }
        Map<String, String> hosts = new HashMap<>();
        for (List<String> words : words(forwarding)) {
            int address = words.indexOf("dst") + 1;
            int other = words.indexOf("port") + 1;
            if (address > 0) {
                hosts.put(words.getFirst(), words.get(address) + ":" + (other > 0 ? words.get(other) : port));
            }
        }
        return new Reach(routes, neighbours, hosts);
    }

    private static List<List<String>> words(String lines) {
        return Arrays.stream(lines.split("\n", -1))
                .filter(line -> !line.isBlank())
                .map(line -> List.of(line.strip().split(" +")))
                .toList();
    }
}
