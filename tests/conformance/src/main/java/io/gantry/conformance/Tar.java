package io.gantry.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes tar archives of small files, all executable and root's.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">POSIX: ustar interchange format</a>
 */
final class Tar {
    private static final int BLOCK = 512;
    private static final int CHECKSUM = 148;

    private Tar() {}

    /** An archive of these files by path; their directories need no entries of their own. */
    static byte[] of(Map<String, byte[]> files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TreeMap<>(files).forEach((path, content) -> {
            out.writeBytes(header(path, content.length));
            out.writeBytes(content);
            out.writeBytes(new byte[Math.floorMod(-content.length, BLOCK)]);
        });
        out.writeBytes(new byte[2 * BLOCK]);
        return out.toByteArray();
    }

    private static byte[] header(String path, int size) {
        byte[] header = new byte[BLOCK];
        text(header, 0, path);
        text(header, 100, "0000755");
        text(header, 108, "0000000");
        text(header, 116, "0000000");
        text(header, 124, String.format(Locale.ROOT, "%011o", size));
        text(header, 136, "00000000000");
        text(header, CHECKSUM, "        ");
        text(header, 156, "0");
        text(header, 257, "ustar");
        text(header, 263, "00");
        int sum = 0;
        for (byte one : header) {
            sum += one & 0xff;
        }
        text(header, CHECKSUM, String.format(Locale.ROOT, "%06o\0 ", sum));
        return header;
    }

    private static void text(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
