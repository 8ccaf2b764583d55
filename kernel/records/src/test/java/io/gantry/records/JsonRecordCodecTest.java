package io.gantry.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonRecordCodecTest {
    enum Status {
        ACTIVE
    }

    record Part(String name, Optional<Integer> exitCode) {}

    record Thing(
            String name,
            String note,
            Status status,
            int size,
            boolean on,
            Optional<Instant> at,
            Optional<String> why,
            List<Part> parts,
            Map<String, String> tags) {}

    private final JsonRecordCodec<Thing> codec = JsonRecordCodec.of(Thing.class);

    private static final Thing EMPTY =
            new Thing("a", "", Status.ACTIVE, 0, false, Optional.empty(), Optional.empty(), List.of(), Map.of());

    private static final Thing FULL = new Thing(
            "a",
            "n",
            Status.ACTIVE,
            3,
            true,
            Optional.of(Instant.parse("2026-11-21T12:00:00.123456Z")),
            Optional.of(""),
            List.of(new Part("p", Optional.of(0)), new Part("q", Optional.empty())),
            Map.of("k", ""));

    @Test
    void aRecordComesBackAsItWas() {
        assertThat(codec.decode(codec.encode(FULL, new byte[0]))).isEqualTo(FULL);
        assertThat(codec.decode(codec.encode(EMPTY, new byte[0]))).isEqualTo(EMPTY);
    }

    @Test
    void emptyValuesTakeNoRoom() {
        assertThat(new String(codec.encode(EMPTY, new byte[0]), UTF_8))
                .isEqualTo("{\"name\":\"a\",\"status\":\"ACTIVE\"}");
    }

    @Test
    void membersOfANewerReleaseAreCarriedOver() {
        byte[] newer = "{\"name\":\"a\",\"status\":\"ACTIVE\",\"colour\":{\"r\":1}}".getBytes(UTF_8);

        byte[] written = codec.encode(FULL, newer);

        assertThat(new String(written, UTF_8)).contains("\"colour\":{\"r\":1}");
        assertThat(codec.decode(written)).isEqualTo(FULL);
    }

    @Test
    void bytesThatAreNoRecordAreRefused() {
        assertThatThrownBy(() -> codec.decode("[1]".getBytes(UTF_8)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no Thing");
    }

    @Test
    void whatCanBeWrittenCanBeRead() {
        Thing huge = new Thing(
                "n".repeat(1 << 20),
                "",
                Status.ACTIVE,
                0,
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of("k".repeat(1 << 20), "v"));
        assertThat(codec.decode(codec.encode(huge, new byte[0]))).isEqualTo(huge);
    }
}
