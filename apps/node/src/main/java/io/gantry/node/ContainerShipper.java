package io.gantry.node;

import io.gantry.agent.node.log.EventAssembler;
import io.gantry.agent.node.log.LogTarget;
import io.gantry.agent.node.log.OutputPosition;
import io.gantry.agent.node.log.OutputProgress;
import io.gantry.agent.node.log.Shipment;
import io.gantry.agent.node.port.ContainerOutput;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.ControlPlane.Refused;
import io.gantry.base.Env;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ships one container's output to its stream until the container has ended and everything was kept. How far it has come is
 * kept by CloudWatch Logs itself together with the lines, so a node that is killed goes on where the stream ends. A service that
 * does not answer is tried for ever; meanwhile the engine's files hold the output.
 */
final class ContainerShipper {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerShipper.class);

    /** Messages between reader and sender; a reader that is ahead waits, and the engine keeps the rest in its files. */
    private static final int AHEAD = 512;

    /** How long an event waits for others before it is sent. */
    private static final Duration GATHER = Duration.ofMillis(200);

    /** How long a line waits for those that belong to it. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Env env;
    private final String containerId;
    private final LogTarget target;
    private final ContainerOutput output;
    private final LogsApi api;

    ContainerShipper(Env env, String containerId, LogTarget target, ContainerOutput output, LogsApi api) {
        this.env = env;
        this.containerId = containerId;
        this.target = target;
        this.output = output;
        this.api = api;
    }

    /** The stream has not come where this shipper believes it to be: the position is asked again. */
    private static final class OutOfStep extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What the reader hands to the sender: a message, or why there are no more. */
    private record Heard(Optional<ContainerOutput.Message> message, Optional<RuntimeFailure> failure) {}

    /** Ships everything that the container prints, until it ends. */
    void ship() throws InterruptedException {
        Pauses pauses = new Pauses();
        while (!run()) {
            pauses.next();
        }
    }

    /** Whether it came to the end. */
    private boolean run() throws InterruptedException {
        OutputPosition start = position();
        BlockingQueue<Heard> heard = new ArrayBlockingQueue<>(AHEAD);
        Thread reader = Thread.ofVirtual().name("output " + containerId).start(() -> read(start, heard));
        try {
            return new Sender(start, heard).run();
        } catch (OutOfStep again) {
            return false;
        } finally {
            reader.interrupt();
        }
    }

    private OutputPosition position() throws InterruptedException {
        Pauses pauses = new Pauses();
        while (true) {
            try {
                return api.position(target);
            } catch (Refused refused) {
                pauses.tell("asking how far its output has been kept", refused);
            }
            pauses.next();
            makeStream(pauses);
        }
    }

    private void makeStream(Pauses pauses) {
        try {
            api.createStream(target);
        } catch (Refused refused) {
            pauses.tell("making its log stream", refused);
        }
    }

    private void read(OutputPosition start, BlockingQueue<Heard> heard) {
        Optional<RuntimeFailure> failure = Optional.empty();
        try {
            output.follow(
                    containerId,
                    start.anchor(),
                    message -> put(heard, new Heard(Optional.of(message), Optional.empty())));
        } catch (RuntimeFailure broken) {
            failure = Optional.of(broken);
        } catch (Interrupted ending) {
            return;
        }
        try {
            put(heard, new Heard(Optional.empty(), failure));
        } catch (Interrupted ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static void put(BlockingQueue<Heard> queue, Heard heard) {
        try {
            queue.put(heard);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new Interrupted();
        }
    }

    /** Waits longer after each failure, and tells of the first. */
    private final class Pauses {
        private Duration pause = FIRST_PAUSE;
        private boolean told;

        void tell(String doing, Refused refused) {
            if (!told) {
                LOG.warn(
                        "container {}, stream {} of {}: {} failed and is tried again: {} {}",
                        containerId,
                        target.stream(),
                        target.group(),
                        doing,
                        refused.code(),
                        refused.getMessage());
                told = true;
            }
        }

        void next() throws InterruptedException {
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    /** Gathers events and sends them. */
    private final class Sender {
        private final BlockingQueue<Heard> heard;
        private final OutputProgress progress;
        private final EventAssembler assembler;
        private Shipment shipment;
        private Instant sendAt = Instant.MAX;
        private Instant flushAt = Instant.MAX;

        Sender(OutputPosition start, BlockingQueue<Heard> heard) {
            this.heard = heard;
            this.progress = new OutputProgress(start);
            this.assembler = new EventAssembler(target.firstLine(), start);
            this.shipment = new Shipment(start);
        }

        /** Whether it came to the end of the output; false when the engine broke off. */
        boolean run() throws InterruptedException {
            while (true) {
                Instant due = sendAt.isBefore(flushAt) ? sendAt : flushAt;
                Heard next = due.equals(Instant.MAX)
                        ? heard.take()
                        : heard.poll(
                                Math.max(0, Duration.between(env.now(), due).toMillis()), TimeUnit.MILLISECONDS);
                if (next != null && next.message().isEmpty()) {
                    // What waits for more has got all that it will get, unless the engine breaks off in the midst of
                    // it.
                    if (next.failure().isEmpty()) {
                        add(assembler.flush());
                    }
                    send();
                    return next.failure()
                            .map(failure -> failure.kind() == RuntimeFailure.Kind.NOT_FOUND)
                            .orElse(true);
                }
                if (next != null) {
                    take(next.message().get());
                }
                Instant now = env.now();
                if (!flushAt.isAfter(now)) {
                    flushAt = Instant.MAX;
                    add(assembler.flush());
                }
                if (!sendAt.isAfter(now)) {
                    sendOrWait(now);
                }
            }
        }

        /** Events that lie among the pieces of another wait for its end, so that all are kept once. */
        private void sendOrWait(Instant now) throws InterruptedException {
            if (shipment.token().isPresent()) {
                send();
            } else {
                sendAt = now.plus(GATHER);
            }
        }

        private void take(ContainerOutput.Message message) throws InterruptedException {
            if (progress.take(message.at())) {
                List<EventAssembler.Assembled> complete = assembler.add(message, progress.position());
                add(complete);
                if (!assembler.waiting()) {
                    flushAt = Instant.MAX;
                } else if (flushAt.equals(Instant.MAX) || !complete.isEmpty()) {
                    flushAt = env.now().plus(PATIENCE);
                }
            }
        }

        private void add(List<EventAssembler.Assembled> events) throws InterruptedException {
            if (events.isEmpty()) {
                return;
            }
            if (!shipment.add(events)) {
                send();
                if (!shipment.add(events)) {
                    // More at once than one call takes: these would be kept twice if the node were killed right now.
                    for (EventAssembler.Assembled event : events) {
                        addAlone(event);
                    }
                }
            }
            if (sendAt.equals(Instant.MAX)) {
                sendAt = env.now().plus(GATHER);
            }
        }

        private void addAlone(EventAssembler.Assembled event) throws InterruptedException {
            if (!shipment.add(List.of(event))) {
                send();
                boolean _ = shipment.add(List.of(event));
            }
        }

        private void send() throws InterruptedException {
            Pauses pauses = new Pauses();
            while (!shipment.isEmpty() && !sent(pauses)) {
                pauses.next();
            }
            shipment = new Shipment(shipment.end());
            sendAt = Instant.MAX;
        }

        /** Whether the shipment is done with: kept, or refused for good. */
        private boolean sent(Pauses pauses) {
            try {
                api.put(target, shipment);
                return true;
            } catch (Refused refused) {
                switch (refused.code()) {
                    case "InvalidSequenceTokenException" -> throw new OutOfStep();
                    case LogsApi.NOT_FOUND -> {
                        pauses.tell("sending its output", refused);
                        makeStream(pauses);
                    }
                    case "InvalidParameterException", "SerializationException", "RequestEntityTooLargeException" -> {
                        LOG.error(
                                "container {}: {} events are refused for good and lost: {}",
                                containerId,
                                shipment.lines().size(),
                                refused.getMessage());
                        return true;
                    }
                    default -> pauses.tell("sending its output", refused);
                }
                return false;
            }
        }
    }
}
