package io.gantry.store.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.kit.Gen;
import io.gantry.kit.Seeds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShorthandProperties {
    @Test
    void anyBytesComeOutAgain() {
        Seeds.check(200, gen -> {
            Shorthand shorthand = new Shorthand();
            byte[][] plain = new byte[50][];
            List<byte[]> kept = new ArrayList<>();
            for (int i = 0; i < plain.length; i++) {
                plain[i] = gen.chance(0.2) ? noise(gen) : json(gen).getBytes(UTF_8);
                kept.add(shorthand.shorten(plain[i]));
            }
            for (int i = 0; i < plain.length; i++) {
                assertThat(shorthand.expand(kept.get(i))).isEqualTo(plain[i]);
            }
        });
    }

    @Test
    void moreWordsThanThereAreNumbersComeOutAgain() {
        Shorthand shorthand = new Shorthand();
        for (int word = 0; word < 9000; word++) {
            byte[] plain = ("{\"number " + word + "\":\"x\"}").getBytes(UTF_8);
            for (int time = 0; time < 12; time++) {
                assertThat(shorthand.expand(shorthand.shorten(plain))).isEqualTo(plain);
            }
        }
    }

    @Test
    void recordsThatLookAlikeTakeLessThanHalf() {
        Shorthand shorthand = new Shorthand();
        int plain = 0;
        int kept = 0;
        for (int i = 0; i < 100; i++) {
            String id = String.format(java.util.Locale.ROOT, "%032x", i * 0x9e3779b97f4a7c15L);
            byte[] record = ("{\"accountId\":\"123456789012\",\"taskId\":\"" + id
                            + "\",\"status\":\"RUNNING\",\"createdAt\":" + (1795270000000L + i)
                            + ",\"image\":\"registry.example.com/team/web:1\"}")
                    .getBytes(UTF_8);
            int length = shorthand.shorten(record).length;
            if (i >= 50) {
                plain += record.length;
                kept += length;
            }
        }
        assertThat(kept).isLessThan(plain / 2);
    }

    private static byte[] noise(Gen gen) {
        byte[] bytes = new byte[gen.below(40)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) gen.below(256);
        }
        return bytes;
    }

    /** Something like JSON, and not always quite. */
    private static String json(Gen gen) {
        StringBuilder text = new StringBuilder("{");
        for (int member = 0; member < gen.below(12); member++) {
            text.append(gen.chance(0.9) ? "," : "")
                    .append('"')
                    .append(gen.oneOf("taskId", "image", "a", "\\\"", "ü", gen.text(6)))
                    .append("\":")
                    .append(value(gen));
        }
        return text.append(gen.oneOf("}", "", "\"", "\\")).toString();
    }

    private static String value(Gen gen) {
        return switch (gen.below(6)) {
            case 0 -> Long.toString(gen.random().nextLong());
            case 1 -> "\"" + Long.toHexString(gen.random().nextLong()).repeat(1 + gen.below(40)) + "\"";
            case 2 -> "[\"" + gen.oneOf("tcp", "udp", gen.name(9)) + "\",\"tcp\"]";
            case 3 -> "\"" + gen.oneOf("RUNNING", "STOPPED", "\\\\\\\"") + "\"";
            case 4 -> "\"" + gen.text(150) + "\"";
            default -> "{\"status\":\"RUNNING\"}";
        };
    }
}
