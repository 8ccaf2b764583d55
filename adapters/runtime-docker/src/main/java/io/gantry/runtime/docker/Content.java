package io.gantry.runtime.docker;

import java.nio.charset.StandardCharsets;

/** The body of a request, of one type. */
final class Content {
    static final Content NONE = json("");

    private final String type;
    private final byte[] bytes;

    private Content(String type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    static Content json(String text) {
        return new Content("application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    static Content archive(byte[] tar) {
        return new Content("application/x-tar", tar.clone());
    }

    String type() {
        return type;
    }

    byte[] bytes() {
        return bytes;
    }
}
