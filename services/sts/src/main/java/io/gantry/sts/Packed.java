package io.gantry.sts;

import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Text that is compressed, so that tokens fit in a header. */
final class Packed {
    private Packed() {}

    /** Compressed, in base 64. */
    static String pack(byte[] plain) {
        return Base64.getEncoder().withoutPadding().encodeToString(deflate(plain));
    }

    /** How many bytes it is when it is compressed. */
    static int size(byte[] plain) {
        return deflate(plain).length;
    }

    /**
     * What was packed.
     *
     * @param most bytes that it may have
     * @throws IllegalStateException when it was not packed by this class, or has more
     */
    static byte[] unpack(String packed, int most) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(Base64.getDecoder().decode(packed));
            byte[] plain = new byte[most];
            int length = inflater.inflate(plain);
            if (!inflater.finished()) {
                throw new IllegalStateException("more than " + most + " bytes were packed");
            }
            return Arrays.copyOf(plain, length);
        } catch (DataFormatException notOurs) {
            throw new IllegalStateException(notOurs);
        } finally {
            inflater.end();
        }
    }

    private static byte[] deflate(byte[] plain) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(plain);
            deflater.finish();
            // Deflate adds five bytes a block of 16 kB at most, and eleven around all.
            byte[] out = new byte[plain.length + plain.length / 1_000 + 64];
            int length = deflater.deflate(out);
            return Arrays.copyOf(out, length);
        } finally {
            deflater.end();
        }
    }
}
