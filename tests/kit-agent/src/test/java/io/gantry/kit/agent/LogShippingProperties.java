package io.gantry.kit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.agent.node.log.EventAssembler;
import io.gantry.agent.node.log.LogLine;
import io.gantry.agent.node.log.OutputPosition;
import io.gantry.agent.node.log.OutputProgress;
import io.gantry.agent.node.log.Shipment;
import io.gantry.agent.node.port.ContainerOutput.Message;
import io.gantry.kit.Gen;
import io.gantry.kit.Seeds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A shipper that is killed between any two steps, and a stream that keeps the position of what it has. */
final class LogShippingProperties {
    /** What the stream has: lines, and the token of the last batch. */
    private static final class KeptStream {
        private final List<String> lines = new ArrayList<>();
        private String token = "";
        private long reached;

        void put(Shipment shipment) {
            if (shipment.isEmpty()) {
                return;
            }
            String sent = shipment.token().orElseThrow();
            String[] parts = sent.split("/", 4);
            if (Long.parseLong(parts[2]) <= reached) {
                return;
            }
            assertThat(Long.parseLong(parts[1]))
                    .as("begins where the stream ends")
                    .isEqualTo(reached);
            reached = Long.parseLong(parts[2]);
            token = sent;
            shipment.lines().stream().map(LogLine::text).forEach(lines::add);
        }

        OutputPosition position() {
            return OutputPosition.parse(token).orElse(OutputPosition.START);
        }
    }

    /** Output of two streams: equal and slightly disordered times, bursts and pauses, long lines in pieces, empty lines. */
    private static List<Message> output(Gen gen) {
        List<Message> output = new ArrayList<>();
        Instant now = Instant.parse("2026-11-22T05:00:00Z");
        for (int i = 0; i < gen.between(1, 120); i++) {
            now = now.plusNanos(gen.chance(0.1) ? gen.between(0, 2_000_000_000) : gen.oneOf(0, 0, 1_000, 300_000_000));
            Instant at = gen.chance(0.2) ? now.minusNanos(gen.below(50_000)) : now;
            String text = gen.chance(0.05) ? "" : "line " + i;
            output.add(new Message(
                    at, gen.chance(0.3), text.getBytes(StandardCharsets.UTF_8), text.isEmpty() || gen.chance(0.8)));
        }
        for (boolean error : new boolean[] {false, true}) {
            output.add(new Message(now, error, "end".getBytes(StandardCharsets.UTF_8), true));
        }
        return output;
    }

    /** What the two streams say, line by line. */
    private static List<String> lines(List<Message> output) {
        List<String> lines = new ArrayList<>();
        StringBuilder[] open = {new StringBuilder(), new StringBuilder()};
        for (Message message : output) {
            StringBuilder line = open[message.standardError() ? 1 : 0];
            line.append(new String(message.text(), StandardCharsets.UTF_8));
            if (message.whole()) {
                lines.add(line.toString());
                line.setLength(0);
            }
        }
        lines.removeIf(String::isEmpty);
        return lines;
    }

    @Test
    void everyLineIsKeptOnceWhereverTheShipperIsKilled() {
        Seeds.check(3_000, gen -> {
            List<Message> output = output(gen);
            KeptStream stream = new KeptStream();
            for (int kills = gen.below(6); kills > 0; kills--) {
                ship(gen, output, stream, gen.below(output.size() + 1), Optional.empty());
            }
            ship(gen, output, stream, Integer.MAX_VALUE, Optional.empty());
            assertThat(stream.lines).containsExactlyInAnyOrderElementsOf(lines(output));
        });
    }

    @Test
    void linesThatArePutTogetherAreKeptOnceToo() {
        Seeds.check(1_000, gen -> {
            List<Message> output = output(gen);
            KeptStream stream = new KeptStream();
            Optional<Pattern> firstLine = Optional.of(Pattern.compile("[05]$"));
            for (int kills = gen.below(6); kills > 0; kills--) {
                ship(gen, output, stream, gen.below(output.size() + 1), firstLine);
            }
            ship(gen, output, stream, Integer.MAX_VALUE, firstLine);
            List<String> single = stream.lines.stream()
                    .flatMap(event -> event.lines())
                    .filter(line -> !line.isEmpty())
                    .toList();
            assertThat(single).containsExactlyInAnyOrderElementsOf(lines(output));
        });
    }

    /** Ships until the end or, sooner, until it is killed after so many messages. */
    private static void ship(Gen gen, List<Message> output, KeptStream stream, int life, Optional<Pattern> firstLine) {
        OutputPosition start = stream.position();
        OutputProgress progress = new OutputProgress(start);
        EventAssembler assembler = new EventAssembler(firstLine, start);
        Shipment shipment = new Shipment(start);
        int heard = 0;
        for (Message message : output) {
            if (message.at().isBefore(start.anchor())) {
                continue;
            }
            if (heard++ >= life) {
                return;
            }
            if (progress.take(message.at())) {
                add(shipment, assembler.add(message, progress.position()));
            }
            if (gen.chance(0.2) && shipment.token().isPresent()) {
                stream.put(shipment);
                if (gen.chance(0.1)) {
                    stream.put(shipment);
                }
                shipment = new Shipment(shipment.end());
            }
        }
        if (life == Integer.MAX_VALUE) {
            add(shipment, assembler.flush());
            stream.put(shipment);
        }
    }

    private static void add(Shipment shipment, List<EventAssembler.Assembled> events) {
        if (!events.isEmpty()) {
            assertThat(shipment.add(events)).isTrue();
        }
    }
}
