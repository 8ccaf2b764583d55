package io.gantry.wire.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Strict UTF-8: broken bytes are refused, not replaced. */
public final class Utf8 {
    private Utf8() {}

    /** The text of the first {@code length} bytes; empty when they are no UTF-8. */
    public static Optional<String> decode(byte[] bytes, int length) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString());
        } catch (CharacterCodingException broken) {
            return Optional.empty();
        }
    }
}
