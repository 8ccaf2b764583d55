package io.gantry.node;

import io.gantry.agent.protocol.HostAttributes;
import io.gantry.network.linux.Underlay;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where this host takes what other hosts send to its tasks, as it was last looked up: at the start and on each new connection to
 * the server, since an address that changes breaks connections.
 */
final class HostUnderlay implements Supplier<Optional<Underlay>> {
    private static final Logger LOG = LoggerFactory.getLogger(HostUnderlay.class);

    private final NetworkAddress wanted;
    private final Supplier<URI> server;
    private volatile Optional<Underlay> known;

    HostUnderlay(NetworkAddress wanted, Supplier<URI> server) {
        this.wanted = wanted;
        this.server = server;
        this.known = wanted.now(server.get());
        if (known.isEmpty() && !wanted.host().isEmpty()) {
            LOG.warn("{} is no address of this host: its tasks do not reach tasks on other hosts", wanted.host());
        }
    }

    @Override
    public Optional<Underlay> get() {
        return known;
    }

    /** Looks again, and says whether it has changed. */
    boolean changed() {
        Optional<Underlay> before = known;
        known = wanted.now(server.get());
        return !known.equals(before);
    }

    /** What the container instance says of it. */
    Map<String, String> attributes() {
        return known.map(here -> Map.of(HostAttributes.NETWORK_ADDRESS, here.endpoint()))
                .orElse(Map.of());
    }
}
