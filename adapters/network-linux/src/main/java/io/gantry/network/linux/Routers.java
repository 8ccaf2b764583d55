package io.gantry.network.linux;

import io.gantry.agent.node.port.SecurityRules;
import io.gantry.agent.node.port.TaskNetwork.Connection;
import io.gantry.agent.node.port.TaskNetwork.NetworkFailure;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Opens and closes the routers of VPCs on this host. */
final class Routers {
    /** The number under which the kernel's tables know our routes (man ip-route: protocols from 64 on are nobody's). */
    static final String OURS = " proto 71";

    /** Worse than any route that somebody else may have: it answers only what nothing else does. */
    private static final String LAST = " metric 4278198272" + OURS;

    private static final Path NAMESPACES = Path.of("/run/netns");
    private static final String LINK_PREFIX = "gt";

    private final Tools tools;
    private final Optional<String> questions;

    /** @param questions the host's address where tasks ask about themselves */
    Routers(Tools tools, Optional<String> questions) {
        this.tools = tools;
        this.questions = questions;
    }

    /**
     * Opens the router of a connection's VPC. The first thing that exists of a VPC is that its addresses lead nowhere: from then on
     * an address of a task that has ended never leaves the host for another network.
     */
    void open(Router router, Connection connection) {
        if (Files.exists(router.file()) && isUp(router)) {
            return;
        }
        connection.vpcRanges().forEach(range -> checkFree(range, connection.vpcId()));
        List<String> nowhere = connection.vpcRanges().stream()
                .map(range -> "route replace unreachable " + range + LAST)
                .toList();
        tools.ip(List.of(), nowhere);
        if (!Files.exists(router.file())) {
            tools.run("", "ip", "netns", "add", router.namespace());
        }
        if (uplink(router).isEmpty()) {
            tools.ip(
                    List.of(),
                    List.of("link add " + router.uplink() + " type veth peer name " + Router.UPLINK_INSIDE + " netns "
                            + router.namespace()));
        }
        tools.run("1", Tools.command(router.inside(), "tee", "/proc/sys/net/ipv4/ip_forward"));
        tools.run("1", Tools.command(router.inside(), "tee", "/proc/sys/net/ipv4/conf/all/rp_filter"));
        filter(router, SecurityRules.NONE, Set.of());
        List<String> inside = new ArrayList<>(List.of(
                "link set lo up",
                "addr replace " + Router.ROUTER_ADDRESS + "/32 dev " + Router.UPLINK_INSIDE,
                "link set " + Router.UPLINK_INSIDE + " up",
                "route replace default via " + Router.HOST_ADDRESS + " dev " + Router.UPLINK_INSIDE + " onlink"));
        inside.addAll(nowhere);
        tools.ip(router.inside(), inside);
        tools.ip(
                List.of(),
                List.of(
                        "addr replace " + Router.FORWARDED_ADDRESS + "/32 dev " + router.uplink(),
                        "addr replace " + Router.HOST_ADDRESS + "/32 dev " + router.uplink(),
                        "link set " + router.uplink() + " up"));
    }

    /**
     * Replaces what the router lets through, in one transaction.
     *
     * @param elsewhere the addresses that are on other hosts
     */
    void filter(Router router, SecurityRules rules, Set<String> elsewhere) {
        tools.run(Filter.text(rules, elsewhere, questions), Tools.command(router.inside(), "nft", "-f", "-"));
    }

    /** A range that a link or route of this host has already would be cut off by our addresses: better no task than that. */
    private void checkFree(String range, String vpcId) {
        Stream<String> around = lines(tools.run("", "ip", "-4", "-o", "route", "show", "match", range));
        Stream<String> within = lines(tools.run("", "ip", "-4", "-o", "route", "show", "root", range));
        Optional<String> taken = Stream.concat(around, within)
                .filter(route -> !route.startsWith("default"))
                .filter(route -> !route.contains(OURS))
                .findFirst();
        taken.ifPresent(route -> {
            throw new NetworkFailure(
                    "the range " + range + " of " + vpcId + " belongs to another network of this host: " + route);
        });
    }

    /** Closes a router that no task is connected to; that its VPC's addresses lead nowhere stays. */
    void close(Router router) {
        tools.ipIfThere(List.of(), List.of("link del " + router.uplink()));
        tools.attempt("", "ip", "netns", "del", router.namespace());
        if (Files.exists(router.file())) {
            throw new NetworkFailure("network namespace " + router.namespace() + " cannot be removed");
        }
    }

    /**
     * What is there after a removal.
     *
     * @param addressElsewhere whether the address leads over another link
     * @param links the tasks' links
     */
    record Left(boolean addressElsewhere, List<String> links) {}

    /** Removes a task's link, and its address with it; all in one process. */
    Left remove(Router router, String address, String link) {
        String lines = "route show exact " + address + "/32\nlink del " + link + "\nlink show\n";
        Tools.Answer answer = tools.attempt(lines, Tools.command(router.inside(), "ip", "-o", "-force", "-batch", "-"));
        List<String> shown = lines(answer.output()).toList();
        return new Left(
                shown.stream().filter(line -> !isLink(line)).anyMatch(route -> !isOver(route, link)),
                shown.stream()
                        .filter(Routers::isLink)
                        .flatMap(Routers::taskLink)
                        .toList());
    }

    private static boolean isLink(String line) {
        return line.matches("\\d+: .*");
    }

    private static Stream<String> taskLink(String line) {
        return Stream.of(line.split("[:@ ]+", 3)[1]).filter(name -> name.startsWith(LINK_PREFIX));
    }

    /** Routes to other hosts give way to those that are here. */
    private static boolean isOver(String route, String link) {
        return Stream.of(link, Overlay.LINK).anyMatch(over -> (route + " ").contains(" dev " + over + " "));
    }

    /** The routers of a node that are there, whatever their state. */
    List<Router> ofNode(String node) {
        if (!Files.isDirectory(NAMESPACES)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(NAMESPACES)) {
            return Router.among(
                    node, files.map(file -> String.valueOf(file.getFileName())).toList());
        } catch (IOException unreadable) {
            throw new NetworkFailure(NAMESPACES + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Whether there is a task's link of this name. */
    boolean has(Router router, String link) {
        return tools.attempt("", Tools.command(router.inside(), "ip", "-o", "link", "show", "dev", link))
                .ok();
    }

    /** The tasks' links. */
    List<String> links(Router router) {
        return lines(tools.run("", Tools.command(router.inside(), "ip", "-o", "link", "show")))
                .flatMap(Routers::taskLink)
                .toList();
    }

    /** Whether an address has a route of its own there that goes over another link than this, on this host. */
    boolean leadsElsewhere(Router router, String address, String link) {
        String[] show = Tools.command(router.inside(), "ip", "-4", "-o", "route", "show", "exact", address + "/32");
        return lines(tools.run("", show)).anyMatch(route -> !isOver(route, link));
    }

    /** The link to the host is set up last, and gets its addresses before: with it the router is whole. */
    private static boolean isUp(Router router) {
        return uplink(router)
                .filter(link -> link.inetAddresses()
                        .anyMatch(address -> address.getHostAddress().equals(Router.HOST_ADDRESS)))
                .filter(Routers::isUp)
                .isPresent();
    }

    private static boolean isUp(NetworkInterface link) {
        try {
            return link.isUp();
        } catch (SocketException gone) {
            return false;
        }
    }

    private static Optional<NetworkInterface> uplink(Router router) {
        try {
            return Optional.ofNullable(NetworkInterface.getByName(router.uplink()));
        } catch (SocketException unreadable) {
            throw new NetworkFailure("the host's links cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static Stream<String> lines(String output) {
        return Arrays.stream(output.split("\n", -1)).map(String::strip).filter(line -> !line.isEmpty());
    }
}
