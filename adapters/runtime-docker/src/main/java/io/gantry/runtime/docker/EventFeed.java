package io.gantry.runtime.docker;

import io.gantry.agent.node.port.ContainerRuntime.EventListener;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;
import io.gantry.base.Env;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;

/**
 * Reads the engine's event stream on a virtual thread of its own and opens it again when it breaks.
 *
 * <p>The engine answers before it subscribes, so an event of that instant could be lost. Hence each stream asks for events
 * since the engine's own time just before it was opened (the {@code Date} of a ping, whole seconds); the listener may
 * therefore hear again what happened in that second.
 */
final class EventFeed implements AutoCloseable {
    /** Not exec: every health check would wake its task twice. */
    private static final List<String> HEARD =
            List.of("create", "start", "die", "oom", "destroy", "pause", "unpause", "health_status");

    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1000;

    private final EngineClient client;
    private final Timeouts timeouts;
    private final EventListener listener;
    private final Env.Faults faults;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch firstAttempt = new CountDownLatch(1);
    private volatile Optional<EngineClient.Stream> current = Optional.empty();
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private boolean missed;

    EventFeed(EngineClient client, Timeouts timeouts, EventListener listener, Env.Faults faults) {
        this.client = client;
        this.timeouts = timeouts;
        this.listener = listener;
        this.faults = faults;
    }

    /** Starts listening and returns when the engine sends events, or has failed to for the first time. */
    void start() {
        Thread.ofVirtual().name("docker-events").start(this::run);
        try {
            firstAttempt.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                try {
                    follow();
                } catch (RuntimeFailure e) {
                    // The engine is away or failing: try until it is back, then tell the listener of the gap.
                    firstAttempt.countDown();
                }
                missed = true;
                if (closed.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                    return;
                }
                pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            firstAttempt.countDown();
        }
    }

    private void follow() {
        try (EngineClient.Stream stream = client.open(subscription())) {
            current = Optional.of(stream);
            if (closed.getCount() == 0) {
                return;
            }
            stream.patience(Optional.empty());
            firstAttempt.countDown();
            if (missed) {
                missed = false;
                tell(listener::gap);
            }
            pauseMillis = FIRST_PAUSE_MILLIS;
            read(stream);
        } finally {
            current = Optional.empty();
        }
    }

    private Request subscription() {
        Answer ping = client.call(Request.get("/_ping", timeouts.look())).orThrow();
        var parameters = new TreeMap<>(Map.of("filters", Shapes.eventFilter(HEARD)));
        date(ping).ifPresent(since -> parameters.put("since", Long.toString(since.getEpochSecond())));
        return Request.get("/events" + Request.query(parameters), timeouts.look());
    }

    private static Optional<Instant> date(Answer answer) {
        try {
            return Optional.ofNullable(answer.headers().get("date"))
                    .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private void read(EngineClient.Stream stream) {
        try (InputStream body = stream.body();
                MappingIterator<JsonNode> events =
                        Shapes.JSON.readerFor(JsonNode.class).readValues(body)) {
            while (events.hasNextValue()) {
                JsonNode event = events.nextValue();
                Map<String, String> attributes = Shapes.textMap(event, "Actor", "Attributes");
                String id = Shapes.text(event, "Actor", "ID");
                String action = Shapes.text(event, "Action");
                tell(() -> listener.changed(id, attributes, action));
            }
        } catch (IOException | JacksonException e) {
            throw new RuntimeFailure(Kind.UNREACHABLE, "The event stream broke: " + e.getMessage(), e);
        }
    }

    /** A listener that throws must not end the feed. */
    private void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            faults.report("container event listener", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        current.ifPresent(EngineClient.Stream::close);
    }
}
