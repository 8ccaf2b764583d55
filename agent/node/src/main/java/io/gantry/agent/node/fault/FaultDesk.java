package io.gantry.agent.node.fault;

import io.gantry.agent.node.port.Fault;
import io.gantry.agent.node.port.Fault.Kind;
import io.gantry.agent.node.port.TaskNetwork.NetworkFailure;
import io.gantry.agent.node.port.TrafficFaults;
import io.gantry.agent.protocol.TaskPayload;
import io.gantry.base.Env;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Answers requests for faults of containers whose task allows them (agent-protocol.md 13.8). A fault of a task with an address of
 * its own is in that task's network only; one of a task on the host's network is in the host's, and stays until it is stopped.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fault-injection-endpoints.html">AWS: fault
 *     injection endpoints</a>
 */
public final class FaultDesk {
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int FAILED = 500;

    private final Env env;
    private final TrafficFaults faults;
    private final AtomicReference<Map<String, Instant>> last = new AtomicReference<>(Map.of());

    /** A desk that makes its faults by {@code faults}. */
    public FaultDesk(Env env, TrafficFaults faults) {
        this.env = env;
        this.faults = faults;
    }

    /**
     * A container's request.
     *
     * @param endpointId the container's secret name at the endpoint
     * @param pid of the container's first process, 0 when it does not run
     * @param path what follows {@code fault/v1/}
     */
    public record Request(TaskPayload task, String endpointId, int pid, String path, String body) {}

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param text {@code running}, {@code stopped} or {@code not-running}, or what is wrong
     */
    public record Answer(int status, String text) {
        /** Whether {@code text} says how the fault is. */
        public boolean ok() {
            return status == OK;
        }
    }

    /** Does what is asked. */
    public Answer answer(Request request) {
        List<String> path = List.of(request.path().split("/", -1));
        Optional<Kind> kind = Arrays.stream(Kind.values())
                .filter(one -> one.path().equals(path.getFirst()))
                .findFirst();
        if (path.size() != 2
                || kind.isEmpty()
                || !List.of("start", "stop", "status").contains(path.get(1))) {
            return new Answer(NOT_FOUND, "404 page not found");
        }
        if (!request.task().enableFaultInjection()) {
            return new Answer(
                    BAD_REQUEST,
                    "enableFaultInjection is not enabled for task: "
                            + request.task().arn());
        }
        String mode = request.task().networkMode();
        if (!mode.equals("host") && !mode.equals("awsvpc")) {
            return new Answer(BAD_REQUEST, mode + " mode is not supported. Please use either host or awsvpc mode.");
        }
        if (!inTime(request.endpointId() + "/" + request.path())) {
            return new Answer(TOO_MANY, "at most one request in " + BETWEEN.toSeconds() + " seconds for each fault");
        }
        OptionalInt namespace = mode.equals("host") ? OptionalInt.empty() : OptionalInt.of(request.pid());
        try {
            return act(path.get(1), kind.get(), request.body(), namespace);
        } catch (FaultRequest.Invalid invalid) {
            return new Answer(BAD_REQUEST, String.valueOf(invalid.getMessage()));
        } catch (NetworkFailure failure) {
            return new Answer(FAILED, String.valueOf(failure.getMessage()));
        }
    }

    private Answer act(String action, Kind kind, String body, OptionalInt namespace) {
        if (action.equals("start")) {
            return start(FaultRequest.toStart(kind, body), namespace);
        }
        Fault fault = FaultRequest.toFind(kind, body);
        if (action.equals("stop")) {
            faults.stop(namespace, fault);
            return new Answer(OK, "stopped");
        }
        return new Answer(OK, faults.isRunning(namespace, fault) ? "running" : "not-running");
    }

    /** Latency and loss exclude each other and themselves; a port that is black already is what was asked for. */
    private Answer start(Fault fault, OptionalInt namespace) {
        if (fault.kind() != Kind.BLACKHOLE_PORT) {
            for (Kind other : List.of(Kind.LATENCY, Kind.PACKET_LOSS)) {
                if (faults.isRunning(namespace, FaultRequest.toFind(other, ""))) {
                    return new Answer(CONFLICT, "There is already one " + other.words() + " fault running");
                }
            }
        }
        faults.start(namespace, fault);
        return new Answer(OK, "running");
    }

    private boolean inTime(String endpoint) {
        Instant now = env.now();
        Instant old = now.minus(BETWEEN);
        Map<String, Instant> before = Objects.requireNonNull(last.getAndUpdate(all -> {
            Map<String, Instant> recent = new TreeMap<>(all);
            recent.values().removeIf(at -> !at.isAfter(old));
            recent.putIfAbsent(endpoint, now);
            return Map.copyOf(recent);
        }));
        return !before.getOrDefault(endpoint, old).isAfter(old);
    }
}
