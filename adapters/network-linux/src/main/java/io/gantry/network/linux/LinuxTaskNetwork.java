package io.gantry.network.linux;

import io.gantry.agent.node.port.SecurityRules;
import io.gantry.agent.node.port.TaskNetwork;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Connects tasks by the kernel. One call at a time changes the host: each takes some ten milliseconds, and making the first
 * connection of a VPC must not meet the end of its last.
 */
public final class LinuxTaskNetwork implements TaskNetwork {
    /** Where tasks' questions for names arrive, at the host's address for their questions: a port that no name server of the host has. */
    public static final int RESOLVER_PORT = 10053;

    private static final List<String> HOST = List.of();

    private final String node;
    private final Tools tools = new Tools();
    private final Routers routers;
    private final Overlay overlay = new Overlay(tools);
    private final Supplier<Optional<Underlay>> underlay;
    private final ReentrantLock lock = new ReentrantLock();

    /** Read without the lock, by who asks for a task's VPC. */
    private final Set<Connection> mine = ConcurrentHashMap.newKeySet();

    /**
     * The networks of one node's tasks.
     *
     * @param node this node's id, unique for each data directory
     * @param questions the host's address where tasks ask about themselves, if there is one
     * @param underlay where this host takes what others send to its tasks now; empty when they do not
     */
    public LinuxTaskNetwork(String node, Optional<String> questions, Supplier<Optional<Underlay>> underlay) {
        this.node = node;
        this.underlay = underlay;
        this.routers = new Routers(tools, questions);
    }

    /** The connection of a task's address, if this process has made it or made sure of it. */
    public Optional<Connection> at(String address) {
        return mine.stream()
                .filter(connection -> connection.address().equals(address))
                .findFirst();
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
            if (HostRoutes.leadsElsewhere(connection.address(), router.uplink())) {
                throw inUse(connection);
            }
            FutureTask<Void> host = new FutureTask<>(() -> leadHere(router, connection), null);
            Thread _ = Thread.ofVirtual().name("host route").start(host);
            try {
                join(router, pid, connection);
            } finally {
                await(host);
            }
            mine.add(connection);
        } finally {
            lock.unlock();
        }
    }

    private static NetworkFailure inUse(Connection connection) {
        return new NetworkFailure("address " + connection.address() + " is in use on this host");
    }

    private static void await(FutureTask<Void> work) {
        try {
            work.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof NetworkFailure failure
                    ? failure
                    : new NetworkFailure("the host's route cannot be set", failed);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new NetworkFailure("interrupted while the host's route was set", ending);
        }
    }

    private void join(Router router, int pid, Connection connection) {
        if (!joinAnew(router, pid, connection)) {
            if (routers.leadsElsewhere(router, connection.address(), Router.link(connection))) {
                throw inUse(connection);
            }
            mend(router, pid, connection);
        }
        configure(pid, connection);
    }

    /** The usual case in one process: nothing of this connection is there. False when something is. */
    private boolean joinAnew(Router router, int pid, Connection connection) {
        List<String> lines = new ArrayList<>(List.of(newLink(pid, connection)));
        lines.addAll(inRouter(connection, "add"));
        return tools.attempt(String.join("\n", lines) + "\n", Tools.command(router.inside(), "ip", "-batch", "-"))
                .ok();
    }

    private String newLink(int pid, Connection connection) {
        return "link add " + Router.link(connection) + mtu() + " type veth peer name eth0" + mtu() + " address "
                + connection.macAddress() + " netns " + pid;
    }

    /** @param verb {@code add}, which an address refuses that leads elsewhere, or {@code replace} */
    private static List<String> inRouter(Connection connection, String verb) {
        String link = Router.link(connection);
        return List.of(
                "link set " + link + " up",
                "addr replace " + gateway(connection) + "/32 dev lo",
                "route " + verb + " " + connection.address() + "/32 dev " + link + Routers.OURS);
    }

    private static String gateway(Connection connection) {
        return connection.gateway().substring(0, connection.gateway().indexOf('/'));
    }

    private static List<String> inside(int pid) {
        return List.of("nsenter", "-t", Integer.toString(pid), "-n");
    }

    /** The router's part where some of it is there already. */
    private void mend(Router router, int pid, Connection connection) {
        List<String> task = inside(pid);
        String link = Router.link(connection);
        boolean inTask = tools.attempt("", Tools.command(task, "ip", "-o", "link", "show", "dev", "eth0"))
                .ok();
        boolean inRouter = routers.has(router, link);
        if (!inTask || !inRouter) {
            // Half a link belongs to a namespace that has ended.
            if (inRouter) {
                tools.ipIfThere(router.inside(), List.of("link del " + link));
            }
            tools.ip(router.inside(), List.of(newLink(pid, connection)));
        }
        tools.ip(router.inside(), inRouter(connection, "replace"));
    }

    private void configure(int pid, Connection connection) {
        String gateway = gateway(connection);
        String prefix = connection.gateway().substring(connection.gateway().indexOf('/'));
        tools.ip(
                inside(pid),
                List.of(
                        "link set lo up",
                        "addr replace " + connection.address() + prefix + " dev eth0 noprefixroute",
                        "link set eth0 up",
                        "route replace " + gateway + " dev eth0 scope link",
                        "route replace default via " + gateway + " dev eth0"));
    }

    private void leadHere(Router router, Connection connection) {
        tools.ip(
                HOST,
                List.of("route replace " + connection.address() + "/32 via " + Router.ROUTER_ADDRESS + " dev "
                        + router.uplink() + " onlink src " + Router.HOST_ADDRESS + Routers.OURS));
    }

    @Override
    public void introduce(int pid, Introduction introduction) {
        TaskFiles.write(pid, introduction);
    }

    @Override
    public void rename(int pid, String hostName) {
        if (TaskFiles.hasItsOwnName(pid)) {
            String _ = tools.run(
                    hostName,
                    Tools.command(
                            List.of("nsenter", "-t", Integer.toString(pid), "-u"), "tee", "/proc/sys/kernel/hostname"));
        }
    }

    /** No longer than what fits through the way to other hosts: then nothing has to be cut or refused on that way. */
    private String mtu() {
        return underlay.get().map(here -> " mtu " + here.inner()).orElse("");
    }

    @Override
    public void disconnect(Connection connection) {
        lock.lock();
        try {
            mine.remove(connection);
            Router router = Router.of(node, connection.vpcId());
            if (Files.exists(router.file())) {
                leave(router, connection);
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave(Router router, Connection connection) {
        String link = Router.link(connection);
        Routers.Left left = routers.remove(router, connection.address(), link);
        if (left.links().contains(link)) {
            throw new NetworkFailure("link " + link + " of " + connection.address() + " cannot be removed");
        }
        List<String> toRouter = new ArrayList<>(HostRoutes.over(router.uplink()));
        if (!left.addressElsewhere() && toRouter.remove(connection.address())) {
            tools.ipIfThere(
                    HOST, List.of("route del " + connection.address() + "/32 dev " + router.uplink() + Routers.OURS));
        }
        if (left.links().isEmpty() && toRouter.isEmpty()) {
            close(router);
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
                Map<String, String> others = others(rules);
                routers.filter(router, rules, others.keySet());
                underlay.get().ifPresent(here -> overlay.reach(router, vpcId, here, others));
            }
        } finally {
            lock.unlock();
        }
    }

    /** The interfaces on other hosts, and where these are; one that this process has connected is here, whatever is said of it. */
    private Map<String, String> others(SecurityRules rules) {
        Optional<String> self = underlay.get().map(Underlay::endpoint);
        Map<String, String> others = new HashMap<>(rules.hosts());
        others.values().removeIf(endpoint -> self.filter(endpoint::equals).isPresent());
        mine.forEach(connection -> others.remove(connection.address()));
        return self.isPresent() ? others : Map.of();
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
        HostRoutes.over(router.uplink()).stream()
                .filter(address -> !addresses.contains(address))
                .forEach(address -> tools.ipIfThere(
                        HOST, List.of("route del " + address + "/32 dev " + router.uplink() + Routers.OURS)));
        if (routers.links(router).isEmpty() && HostRoutes.over(router.uplink()).isEmpty()) {
            close(router);
        }
    }

    private void close(Router router) {
        overlay.close(router);
        routers.close(router);
    }
}
