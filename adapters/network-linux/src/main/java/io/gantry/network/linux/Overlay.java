package io.gantry.network.linux;

import io.gantry.agent.node.port.TaskNetwork.NetworkFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The link of a VPC's router with the routers of the same VPC on other hosts: the kernel's VXLAN, without learning and without
 * multicast, so that a packet goes where an entry says and else nowhere. The device stands in the router's namespace, and its
 * socket in the host's, where it was made. What was set last is remembered, and changes are set one by one; a new process reads
 * what the last one left.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7348">RFC 7348: VXLAN</a>
 */
final class Overlay {
    static final String LINK = "ov0";

    /** Numbers of networks have 24 bits. */
    private static final int NUMBER_DIGITS = 6;

    private final Tools tools;
    private final Map<Router, State> known = new HashMap<>();

    Overlay(Tools tools) {
        this.tools = tools;
    }

    /**
     * What is set.
     *
     * @param madeFor the underlay for which the device was made, as its alias says; empty when there is none
     */
    private record State(String madeFor, Reach reach) {
        static final State NONE = new State("", Reach.NOTHING);
    }

    /**
     * Makes tasks on other hosts reachable, and no longer those that were and are not named.
     *
     * @param peers the endpoints of the other hosts, by the addresses of their tasks
     * @throws NetworkFailure when the kernel refuses
     */
    void reach(Router router, String vpcId, Underlay self, Map<String, String> peers) {
        // Forgotten until it is done: what a failure leaves is read again.
        State before = Optional.ofNullable(known.remove(router)).orElseGet(() -> read(router));
        String madeFor = self.endpoint() + "/" + self.mtu();
        if (before.madeFor().isEmpty() && peers.isEmpty()) {
            known.put(router, before);
            return;
        }
        if (!before.madeFor().equals(madeFor)) {
            make(router, vpcId, self, madeFor);
            before = State.NONE;
        }
        Reach wanted = Reach.of(peers);
        set(router, before.reach(), wanted);
        known.put(router, new State(madeFor, wanted));
    }

    /** The router is about to be closed: with its namespace the device would go too, but later, and a new one would meet it. */
    void close(Router router) {
        State before = known.remove(router);
        if (before == null || !before.madeFor().isEmpty()) {
            tools.ipIfThere(router.inside(), List.of("link del " + LINK));
        }
    }

    private void make(Router router, String vpcId, Underlay self, String madeFor) {
        tools.ipIfThere(router.inside(), List.of("link del " + LINK));
        String number = Integer.toString(Integer.parseInt(Router.digits(vpcId).substring(0, NUMBER_DIGITS), 16));
        try {
            tools.ip(
                    List.of(),
                    List.of("link add " + LINK + " netns " + router.namespace() + " type vxlan id " + number
                            + " dstport " + self.port() + " nolearning"));
        } catch (NetworkFailure refused) {
            throw new NetworkFailure(
                    "the tasks of " + vpcId
                            + " here are cut off from other hosts. Another node on this machine needs another"
                            + " port in its node.network-address. " + refused.getMessage(),
                    refused);
        }
        tools.ip(
                router.inside(),
                List.of(
                        "link set " + LINK + " address " + Reach.mac(self.endpoint()) + " mtu " + self.inner()
                                + " alias " + madeFor,
                        "link set " + LINK + " up"));
    }

    private void set(Router router, Reach before, Reach wanted) {
        List<String> bridge = new ArrayList<>();
        wanted.hosts().forEach((mac, endpoint) -> {
            if (!endpoint.equals(before.hosts().get(mac))) {
                bridge.add("fdb replace " + forwarding(mac, endpoint));
            }
        });
        List<String> gone = new ArrayList<>();
        before.routes().stream()
                .filter(address -> !wanted.routes().contains(address))
                .forEach(address -> gone.add("route del " + route(address)));
        before.neighbours().keySet().stream()
                .filter(address -> !wanted.neighbours().containsKey(address))
                .forEach(address -> gone.add("neigh del " + address + " dev " + LINK));
        List<String> come = new ArrayList<>();
        wanted.neighbours().forEach((address, mac) -> {
            if (!mac.equals(before.neighbours().get(address))) {
                come.add("neigh replace " + address + " lladdr " + mac + " dev " + LINK + " nud permanent");
            }
        });
        wanted.routes().stream()
                .filter(address -> !before.routes().contains(address))
                .forEach(address -> come.add("route replace " + route(address)));
        tools.batch("bridge", router.inside(), bridge);
        if (!gone.isEmpty()) {
            tools.ipIfThere(router.inside(), gone);
        }
        tools.batch("ip", router.inside(), come);
        List<String> left = before.hosts().entrySet().stream()
                .filter(host -> !wanted.hosts().containsKey(host.getKey()))
                .map(host -> "fdb del " + forwarding(host.getKey(), host.getValue()))
                .toList();
        tools.batch("bridge", router.inside(), left);
    }

    private static String route(String address) {
        return address + "/32 dev " + LINK + " scope link" + Routers.OURS;
    }

    private static String forwarding(String mac, String endpoint) {
        String[] parts = endpoint.split(":", 2);
        return mac + " dev " + LINK + " dst " + parts[0] + " port " + parts[1] + " self permanent";
    }

    private State read(Router router) {
        Tools.Answer link = tools.attempt("", Tools.command(router.inside(), "ip", "-o", "link", "show", "dev", LINK));
        int alias = link.output().indexOf("alias ");
        if (!link.ok() || alias < 0) {
            return State.NONE;
        }
        String madeFor = link.output().substring(alias + "alias ".length()).strip();
        String entries = tools.run(
                "route show dev " + LINK + Routers.OURS + "\nneigh show dev " + LINK + " nud permanent\n",
                Tools.command(router.inside(), "ip", "-4", "-o", "-batch", "-"));
        String hosts = tools.run("", Tools.command(router.inside(), "bridge", "fdb", "show", "dev", LINK));
        String port = madeFor.substring(madeFor.indexOf(':') + 1, madeFor.indexOf('/'));
        return new State(madeFor, Reach.read(entries, hosts, port));
    }
}
