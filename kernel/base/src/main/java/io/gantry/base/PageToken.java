package io.gantry.base;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The opaque form of a listing's position. */
final class PageToken {
    private PageToken() {}

    static String encode(String key) {
        return HexFormat.of().formatHex(key.getBytes(StandardCharsets.UTF_8));
    }

    static String decode(String token) {
        return new String(HexFormat.of().parseHex(token), StandardCharsets.UTF_8);
    }
}
