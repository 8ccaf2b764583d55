package io.gantry.agent.node.port;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the security groups of one VPC let through, and where its interfaces are. A group opens, nothing closes: what no permission of an interface's groups
 * names is dropped, except answers.
 *
 * @param groups by id
 * @param interfaces the groups of every interface of the VPC, by its address
 * @param internet addresses that reach beyond the VPC
 * @param gateway addresses that do if they have a public one, too
 * @param hosts where the host of an interface takes what other hosts send to it, {@code 10.0.0.5:4789}, by the interface's address;
 *     those that are on no host, or on one that has not said it, are missing
 * @param resolver the address where the VPC's resolver answers its tasks; empty where it does not
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html">AWS: security group rules</a>
 */
public record SecurityRules(
        Map<String, Group> groups,
        Map<String, List<String>> interfaces,
        Set<String> internet,
        Set<String> gateway,
        Map<String, String> hosts,
        Optional<String> resolver) {
    /** Nothing is let through. */
    public static final SecurityRules NONE =
            new SecurityRules(Map.of(), Map.of(), Set.of(), Set.of(), Map.of(), Optional.empty());

    public SecurityRules {
        groups = Map.copyOf(groups);
        interfaces = Map.copyOf(interfaces);
        internet = Set.copyOf(internet);
        gateway = Set.copyOf(gateway);
        hosts = Map.copyOf(hosts);
    }

    /** The same with those of these addresses reaching beyond the VPC that a public address helps. */
    public SecurityRules reaching(Set<String> withPublicAddress) {
        Set<String> all = new HashSet<>(withPublicAddress);
        all.retainAll(gateway);
        all.addAll(internet);
        return new SecurityRules(groups, interfaces, all, gateway, hosts, resolver);
    }

    /** The same with interfaces on these hosts. */
    public SecurityRules on(Map<String, String> places) {
        return new SecurityRules(groups, interfaces, internet, gateway, places, resolver);
    }

    /** What comes in and what goes out. */
    public record Group(List<Permission> ingress, List<Permission> egress) {
        public Group {
            ingress = List.copyOf(ingress);
            egress = List.copyOf(egress);
        }
    }

    /**
     * One permission.
     *
     * @param protocol EC2's word: {@code tcp}, {@code udp}, {@code icmp}, a number, or {@code -1} for all
     * @param from the first port, or the ICMP type; -1 for all
     * @param to the last port, or the ICMP code; -1 for all
     * @param cidrs IPv4 ranges of the other side
     * @param peers groups whose members are the other side
     */
    public record Permission(String protocol, int from, int to, List<String> cidrs, List<String> peers) {
        public Permission {
            cidrs = List.copyOf(cidrs);
            peers = List.copyOf(peers);
        }
    }
}
