package io.gantry.wire.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-encoding of RFC 3986, in the strict form that Signature Version 4 demands. */
public final class Percent {
    private static final String HEX = "0123456789ABCDEF";

    private Percent() {}

    /**
     * Encodes everything but letters, digits, {@code - _ . ~} and, where {@code keepSlash}, the slash. Text that is not
     * ASCII is encoded as UTF-8.
     */
    public static String encode(String text, boolean keepSlash) {
        int plain = 0;
        while (plain < text.length() && isPlain(text.charAt(plain), keepSlash)) {
            plain++;
        }
        if (plain == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, plain);
        for (byte b : text.substring(plain).getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (isPlain(c, keepSlash)) {
                out.append(c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return out.toString();
    }

    /**
     * Decodes {@code %XX}; empty when an escape is broken or the bytes are no UTF-8.
     *
     * @param plusIsSpace whether {@code +} stands for a space, as in forms
     */
    public static Optional<String> decode(String text, boolean plusIsSpace) {
        if (text.indexOf('%') < 0 && (!plusIsSpace || text.indexOf('+') < 0)) {
            return Optional.of(text);
        }
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[raw.length];
        int length = 0;
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
                int low = high < 0 ? -1 : Character.digit(raw[i + 2], 16);
                if (low < 0) {
                    return Optional.empty();
                }
                out[length++] = (byte) (high * 16 + low);
                i += 2;
            } else {
                out[length++] = plusIsSpace && raw[i] == '+' ? (byte) ' ' : raw[i];
            }
        }
        return Utf8.decode(out, length);
    }

    private static boolean isPlain(char c, boolean keepSlash) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.'
                || c == '~'
                || (c == '/' && keepSlash);
    }
}
