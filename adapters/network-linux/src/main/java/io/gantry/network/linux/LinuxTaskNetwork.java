package io.gantry.network.linux;

import io.gantry.agent.node.port.SecurityRules;
import io.gantry.agent.node.port.TaskNetwork;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Connects tasks by the kernel. One call at a time changes the host: each takes some ten milliseconds, and making the first
 * connection of a VPC must not meet the end of its last.
 */
public final class LinuxTaskNetwork implements TaskNetwork {
    private static final List<String> HOST = List.of();

    private final String node;
    private final Tools tools = new Tools();
    private final Routers routers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Connection> mine = new HashSet<>();

    /**
     * The networks of one node's tasks.
     *
     * @param node this node's id, unique for each data directory
     * @param questions the host's address where tasks ask about themselves, if there is one
     */
    public LinuxTaskNetwork(String node, Optional<String> questions) {
        this.node = node;
        this.routers = new Routers(tools, questions);
    }

    /** Why this host cannot give tasks networks of their own; empty where it can, which is tried with a namespace. */
    public static Optional<String> missing() {
        Tools tools = new Tools();
        Router router = Router.of("probe-" + ProcessHandle.current().pid(), "probe");
        try {
            tools.run("", "ip", "netns", "add", router.namespace());
            tools.ip(router.inside(), List.of("link add p0 type veth peer name p1"));
            tools.run("list ruleset\n", Tools.command(router.inside(), "nft", "-f", "-"));
            return Optional.empty();
        } catch (NetworkFailure failure) {
            return Optional.of(String.valueOf(failure.getMessage()));
        } finally {
            tools.attempt("", "ip", "netns", "del", router.namespace());
        }
    }

    @Override
    public void connect(int pid, Connection connection) {
        lock.lock();
        try {
            Router router = Router.of(node, connection.vpcId());
            routers.open(router, connection);
            checkFree(router, connection);
            join(router, pid, connection);
            mine.add(connection);
        } finally {
            lock.unlock();
        }
    }

    private void checkFree(Router router, Connection connection) {
        if (routers.leadsElsewhere(HOST, connection.address(), router.uplink())
                || routers.leadsElsewhere(router.inside(), connection.address(), Router.link(connection))) {
            throw new NetworkFailure("address " + connection.address() + " is in use on this host");
        }
    }

    private void join(Router router, int pid, Connection connection) {
        List<String> task = List.of("nsenter", "-t", Integer.toString(pid), "-n");
        String link = Router.link(connection);
        String gateway = connection.gateway().substring(0, connection.gateway().indexOf('/'));
        String prefix = connection.gateway().substring(connection.gateway().indexOf('/'));
        boolean inTask = tools.attempt("", Tools.command(task, "ip", "-o", "link", "show", "dev", "eth0"))
                .ok();
        boolean inRouter = routers.has(router, link);
        if (!inTask || !inRouter) {
            // Half a link belongs to a namespace that has ended.
            if (inRouter) {
                tools.ipIfThere(router.inside(), List.of("link del " + link));
            }
            tools.ip(
                    router.inside(),
                    List.of("link add " + link + " type veth peer name eth0 address " + connection.macAddress()
                            + " netns " + pid));
        }
        tools.ip(
                router.inside(),
                List.of(
                        "link set " + link + " up",
                        "addr replace " + gateway + "/32 dev lo",
                        "route replace " + connection.address() + "/32 dev " + link + Routers.OURS));
        tools.ip(
                task,
                List.of(
                        "link set lo up",
                        "addr replace " + connection.address() + prefix + " dev eth0 noprefixroute",
                        "link set eth0 up",
                        "route replace " + gateway + " dev eth0 scope link",
                        "route replace default via " + gateway + " dev eth0"));
        tools.ip(
                HOST,
                List.of("route replace " + connection.address() + "/32 via " + Router.ROUTER_ADDRESS + " dev "
                        + router.uplink() + " onlink src " + Router.HOST_ADDRESS + Routers.OURS));
    }

    @Override
    public void disconnect(Connection connection) {
        lock.lock();
        try {
            mine.remove(connection);
            Router router = Router.of(node, connection.vpcId());
            if (Files.exists(router.file())) {
                leave(router, connection);
                routers.closeIfEmpty(router);
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave(Router router, Connection connection) {
        String link = Router.link(connection);
        if (!routers.leadsElsewhere(router.inside(), connection.address(), link)) {
            tools.ipIfThere(
                    HOST, List.of("route del " + connection.address() + "/32 dev " + router.uplink() + Routers.OURS));
        }
        tools.ipIfThere(router.inside(), List.of("link del " + link));
        if (routers.has(router, link)) {
            throw new NetworkFailure("link " + link + " of " + connection.address() + " cannot be removed");
        }
    }

    @Override
    public void filter(String vpcId, SecurityRules rules) {
        lock.lock();
        try {
            Router router = Router.of(node, vpcId);
            if (Files.exists(router.file())) {
                if (!rules.internet().isEmpty()) {
                    new Egress(tools).open();
                }
                routers.filter(router, rules);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void sweep(Collection<Connection> owned) {
        lock.lock();
        try {
            List<Connection> staying = new ArrayList<>(owned);
            staying.addAll(mine);
            for (Router router : routers.ofNode(node)) {
                List<Connection> here = staying.stream()
                        .filter(connection ->
                                Router.of(node, connection.vpcId()).equals(router))
                        .toList();
                sweep(router, here);
            }
        } finally {
            lock.unlock();
        }
    }

    private void sweep(Router router, List<Connection> staying) {
        List<String> links = staying.stream().map(Router::link).toList();
        List<String> addresses = staying.stream().map(Connection::address).toList();
        routers.links(router).stream()
                .filter(link -> !links.contains(link))
                .forEach(link -> tools.ipIfThere(router.inside(), List.of("link del " + link)));
        routers.addresses(router).stream()
                .filter(address -> !addresses.contains(address))
                .forEach(address -> tools.ipIfThere(
                        HOST, List.of("route del " + address + "/32 dev " + router.uplink() + Routers.OURS)));
        routers.closeIfEmpty(router);
    }
}
