package io.gantry.node;

import io.gantry.agent.node.container.Labels;
import io.gantry.agent.node.log.LogTarget;
import io.gantry.agent.node.port.ContainerOutput;
import io.gantry.agent.node.port.ContainerRuntime;
import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.ControlPlane.Refused;
import io.gantry.agent.node.port.LogDestination;
import io.gantry.base.Env;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ships the output of this node's containers that name the awslogs driver. It finds them by their labels, those of an earlier
 * process too, and has a {@link ContainerShipper} on a thread of its own for each.
 */
final class LogShipping implements ContainerRuntime.EventListener, LogDestination, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogShipping.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Env env;
    private final String node;
    private final ContainerRuntime runtime;
    private final ContainerOutput output;
    private final LogsApi api;
    private final ConcurrentHashMap<String, Followed> followed = new ConcurrentHashMap<>();
    private volatile boolean closed;

    LogShipping(Env env, String node, ContainerRuntime runtime, ContainerOutput output, LogsApi api) {
        this.env = env;
        this.node = node;
        this.runtime = runtime;
        this.output = output;
        this.api = api;
    }

    /** A container whose output is being shipped; {@code again} when it was started once more meanwhile. */
    private record Followed(Thread thread, AtomicBoolean again) {}

    @Override
    public Optional<String> prepare(Map<String, String> labels, String runtimeId) {
        try {
            Optional<LogTarget> target = LogTarget.of(labels, runtimeId);
            target.ifPresent(api::createStream);
            return Optional.empty();
        } catch (IllegalArgumentException contradicting) {
            return Optional.of(String.valueOf(contradicting.getMessage()));
        } catch (Refused refused) {
            // A server that does not answer, or not now, keeps no container from starting: its output waits on this
            // host.
            boolean answered =
                    refused.code().endsWith("Exception") && !refused.code().startsWith("ServiceUnavailable");
            return answered
                    ? Optional.of(
                            "failed to create Cloudwatch log stream: " + refused.code() + ": " + refused.getMessage())
                    : Optional.empty();
        }
    }

    @Override
    public void changed(String containerId, Map<String, String> labels, String action) {
        if (action.equals("start") && node.equals(labels.get(Labels.NODE))) {
            follow(containerId, labels);
        }
    }

    @Override
    public void gap() {
        Thread _ = Thread.ofVirtual().name("list for logs").start(this::list);
    }

    private void list() {
        try {
            for (Container container : runtime.containers(Map.of(Labels.NODE, node))) {
                follow(container.id(), container.labels());
            }
        } catch (RuntimeFailure away) {
            Env.Timer _ = env.timers().after(AGAIN, this::gap);
        }
    }

    private void follow(String containerId, Map<String, String> labels) {
        Optional<LogTarget> target = target(containerId, labels);
        if (closed || target.isEmpty()) {
            return;
        }
        ContainerShipper shipper = new ContainerShipper(env, containerId, target.get(), output, api);
        Followed _ = followed.compute(containerId, (id, known) -> {
            if (known != null) {
                known.again().set(true);
                return known;
            }
            AtomicBoolean again = new AtomicBoolean(true);
            return new Followed(Thread.ofVirtual().name("ship " + id).start(() -> ship(id, shipper, again)), again);
        });
    }

    private static Optional<LogTarget> target(String containerId, Map<String, String> labels) {
        try {
            return LogTarget.of(labels, containerId);
        } catch (IllegalArgumentException contradicting) {
            LOG.warn("container {}: its output is not shipped: {}", containerId, contradicting.getMessage());
            return Optional.empty();
        }
    }

    private void ship(String containerId, ContainerShipper shipper, AtomicBoolean again) {
        try {
            do {
                again.set(false);
                shipper.ship();
            } while (startedAgain(containerId, again));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException fault) {
            env.faults().report("shipping logs", fault);
            LOG.error("container {}: its output is shipped no more", containerId, fault);
        }
    }

    /** Whether the container was started again; else it is no longer followed, as one step. */
    private boolean startedAgain(String containerId, AtomicBoolean again) {
        return followed.computeIfPresent(containerId, (_, known) -> again.get() ? known : null) != null;
    }

    @Override
    public void close() {
        closed = true;
        followed.values().forEach(one -> one.thread().interrupt());
    }
}
