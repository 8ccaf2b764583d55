package io.gantry.node;

import io.gantry.agent.node.name.InterfaceNames;
import io.gantry.agent.node.port.PrivateNames.Asker;
import io.gantry.base.Env;
import io.gantry.dns.HostServers;
import io.gantry.dns.VpcResolver;
import io.gantry.network.linux.HostAddress;
import io.gantry.network.linux.LinuxTaskNetwork;
import io.gantry.settings.HostAndPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers tasks' questions for names, where the routers of VPCs pass them on to. While another process has the port, it is tried again. */
final class TaskNames implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TaskNames.class);
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final Env env;
    private final String host;
    private final String region;
    private final LinuxTaskNetwork network;
    private final Supplier<List<InetSocketAddress>> servers;
    private Optional<VpcResolver> resolver = Optional.empty();
    private boolean told;
    private boolean closed;

    /**
     * @param host the address where tasks ask about themselves
     * @param configured the servers to which questions are passed on; none for those of the host
     */
    TaskNames(Env env, String host, String region, LinuxTaskNetwork network, List<HostAndPort> configured) {
        this.env = env;
        this.host = host;
        this.region = region;
        this.network = network;
        List<InetSocketAddress> chosen = configured.stream()
                .map(server -> new InetSocketAddress(InetAddress.ofLiteral(server.host()), server.port()))
                .toList();
        this.servers = chosen.isEmpty() ? HostServers.ofThisHost() : () -> chosen;
    }

    /** Listens, now or as soon as the port is free. */
    synchronized void start() {
        if (closed) {
            return;
        }
        try {
            HostAddress.add(host);
            resolver = Optional.of(VpcResolver.start(
                    new InetSocketAddress(InetAddress.ofLiteral(host), LinuxTaskNetwork.RESOLVER_PORT),
                    List.of(InterfaceNames.of(region)),
                    servers,
                    this::asker));
        } catch (IOException taken) {
            if (!told) {
                told = true;
                LOG.warn(
                        "tasks with networks of their own resolve no names: port {} of {} cannot be listened on ({}).",
                        LinuxTaskNetwork.RESOLVER_PORT,
                        host,
                        taken.getMessage());
            }
            Env.Timer _ = env.timers().after(AGAIN, this::start);
        }
    }

    private Optional<Asker> asker(String address) {
        return network.at(address).map(task -> new Asker(task.vpcId(), task.vpcRanges()));
    }

    @Override
    public synchronized void close() {
        closed = true;
        resolver.ifPresent(VpcResolver::close);
    }
}
