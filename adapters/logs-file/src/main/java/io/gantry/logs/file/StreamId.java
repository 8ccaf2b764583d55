package io.gantry.logs.file;

import java.util.HexFormat;

/** A stream's id in sixteen bytes. */
record StreamId(long high, long low) {
    private static final HexFormat HEX = HexFormat.of();
    private static final int DIGITS = 32;

    static StreamId parse(String id) {
        if (id.length() != DIGITS) {
            throw new IllegalArgumentException("no id of a stream: " + id);
        }
        return new StreamId(HexFormat.fromHexDigitsToLong(id, 0, 16), HexFormat.fromHexDigitsToLong(id, 16, DIGITS));
    }

    String text() {
        return HEX.toHexDigits(high) + HEX.toHexDigits(low);
    }
}
