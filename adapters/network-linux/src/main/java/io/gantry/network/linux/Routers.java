package io.gantry.network.linux;

import io.gantry.agent.node.port.SecurityRules;
import io.gantry.agent.node.port.TaskNetwork.Connection;
import io.gantry.agent.node.port.TaskNetwork.NetworkFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
        if (!hasUplink(router)) {
            tools.ip(
                    List.of(),
                    List.of("link add " + router.uplink() + " type veth peer name " + Router.UPLINK_INSIDE + " netns "
                            + router.namespace()));
        }
        tools.run("1", Tools.command(router.inside(), "tee", "/proc/sys/net/ipv4/ip_forward"));
        tools.run("1", Tools.command(router.inside(), "tee", "/proc/sys/net/ipv4/conf/all/rp_filter"));
        filter(router, SecurityRules.NONE);
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

    /** Replaces what the router lets through, in one transaction. */
    void filter(Router router, SecurityRules rules) {
        tools.run(Filter.text(rules, questions), Tools.command(router.inside(), "nft", "-f", "-"));
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
    void closeIfEmpty(Router router) {
        if (links(router).isEmpty() && addresses(router).isEmpty()) {
            tools.ipIfThere(List.of(), List.of("link del " + router.uplink()));
            tools.attempt("", "ip", "netns", "del", router.namespace());
            if (Files.exists(router.file())) {
                throw new NetworkFailure("network namespace " + router.namespace() + " cannot be removed");
            }
        }
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
                .map(line -> line.split("[:@ ]+", 3)[1])
                .filter(name -> name.startsWith(LINK_PREFIX))
                .toList();
    }

    /** The addresses that the host sends to this router. */
    List<String> addresses(Router router) {
        Tools.Answer answer = tools.attempt("", "ip", "-4", "-o", "route", "show", "dev", router.uplink());
        return lines(answer.ok() ? answer.output() : "")
                .filter(route -> route.contains(OURS))
                .map(route -> route.split("[/ ]", 2)[0])
                .toList();
    }

    /** Whether an address has a route of its own there that goes over another link than this. */
    boolean leadsElsewhere(List<String> where, String address, String link) {
        String[] show = Tools.command(where, "ip", "-4", "-o", "route", "show", "exact", address + "/32");
        return lines(tools.run("", show)).anyMatch(route -> !(route + " ").contains(" dev " + link + " "));
    }

    private boolean isUp(Router router) {
        Tools.Answer answer = tools.attempt("", "ip", "-4", "-o", "addr", "show", "dev", router.uplink(), "up");
        return answer.ok() && answer.output().contains(Router.HOST_ADDRESS + "/32");
    }

    private boolean hasUplink(Router router) {
        return tools.attempt("", "ip", "-o", "link", "show", "dev", router.uplink())
                .ok();
    }

    private static Stream<String> lines(String output) {
        return Arrays.stream(output.split("\n", -1)).map(String::strip).filter(line -> !line.isEmpty());
    }
}
