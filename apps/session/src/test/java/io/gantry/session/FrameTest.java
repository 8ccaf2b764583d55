package io.gantry.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.kit.Gen;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FrameTest {
    private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

    private static Frame frame(byte[] payload) {
        return new Frame(
                MessageType.INPUT_STREAM_DATA,
                PayloadType.OUTPUT,
                7,
                1,
                Instant.ofEpochMilli(1_700_000_000_123L),
                ID,
                payload);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Each field at its place, as agent-protocol.md 16.4 lists them; the digest of "ls" is sha256sum's. */
    @Test
    void isWrittenByteForByteAsThePluginReadsIt() {
        String hex = HexFormat.of().formatHex(frame(utf8("ls")).encode());

        assertThat(hex)
                .isEqualTo("00000074"
                        + "696e7075745f73747265616d5f64617461" + "20".repeat(15)
                        + "00000001"
                        + "0000018bcfe5687b"
                        + "0000000000000007"
                        + "0000000000000001"
                        + "8899aabbccddeeff" + "0011223344556677"
                        + "c7b68ac37f364473e922936708e7f43c293dd07b295171566c07ff5fe024fab9"
                        + "00000001"
                        + "00000002"
                        + "6c73");
    }

    @Test
    void comesBackWhole() {
        Gen gen = new Gen(3);
        for (int round = 0; round < 200; round++) {
            byte[] payload = new byte[gen.random().nextInt(2000)];
            gen.random().nextBytes(payload);
            Frame written = new Frame(
                    gen.oneOf(List.of(MessageType.values())),
                    gen.oneOf(List.of(PayloadType.values())),
                    gen.random().nextLong(Long.MAX_VALUE),
                    gen.random().nextLong(4),
                    Instant.ofEpochMilli(gen.random().nextLong(1L << 42)),
                    new UUID(gen.random().nextLong(), gen.random().nextLong()),
                    payload);

            Frame read = Frame.decode(written.encode()).orElseThrow();

            assertThat(read).usingRecursiveComparison().isEqualTo(written);
        }
    }

    @Test
    void whatMeansNothingHereIsNoFrameOfOurs() {
        byte[] later = frame(utf8("x")).encode();
        Arrays.fill(later, 4, 36, (byte) ' ');
        System.arraycopy(utf8("start_publication"), 0, later, 4, 17);
        assertThat(Frame.decode(later)).isEmpty();

        byte[] payload = frame(utf8("x")).encode();
        ByteBuffer.wrap(payload).putInt(112, 12);
        assertThat(Frame.decode(payload)).isEmpty();
    }

    @Test
    void aHeaderThatHasGrownIsReadToItsLength() {
        byte[] now = frame(utf8("ls")).encode();
        byte[] later = ByteBuffer.allocate(now.length + 8)
                .put(now, 0, 116)
                .putLong(99)
                .put(now, 116, now.length - 116)
                .putInt(0, 124)
                .array();

        assertThat(Frame.decode(later).orElseThrow().text()).isEqualTo("ls");
    }

    @Test
    void bytesThatDoNotFitAreRefused() {
        byte[] good = frame(utf8("ls")).encode();
        refused("120 bytes at least", Arrays.copyOf(good, 119));
        refused("a payload of", Arrays.copyOf(good, good.length - 1));
        refused("a payload of", Arrays.copyOf(good, good.length + 1));
        byte[] changed = good.clone();
        changed[good.length - 1]++;
        refused("the digest", changed);
        for (int header : new int[] {-1, 0, 115, 119, Integer.MAX_VALUE}) {
            byte[] odd = good.clone();
            ByteBuffer.wrap(odd).putInt(0, header);
            refused("bytes", odd);
        }
    }

    private static void refused(String words, byte[] bytes) {
        assertThatThrownBy(() -> Frame.decode(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }
}
