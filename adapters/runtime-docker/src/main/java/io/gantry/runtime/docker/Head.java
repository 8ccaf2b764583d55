package io.gantry.runtime.docker;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Status and headers of an HTTP/1.1 answer (RFC 9112).
 *
 * @param headers names in lower case; of repeated ones the last
 */
record Head(int status, Map<String, String> headers) {
    static Head parse(List<String> lines) throws IOException {
        String[] parts = lines.getFirst().split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.")) {
            throw new IOException("not an HTTP answer: " + lines.getFirst());
        }
        var headers = new HashMap<String, String>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        try {
            return new Head(Integer.parseInt(parts[1]), Map.copyOf(headers));
        } catch (NumberFormatException e) {
            throw new IOException("not an HTTP status: " + lines.getFirst(), e);
        }
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    boolean chunked() {
        return header("transfer-encoding").orElse("").equalsIgnoreCase("chunked");
    }

    /** Whether the engine ends the connection after this answer. */
    boolean closes() {
        return header("connection").orElse("").equalsIgnoreCase("close");
    }

    /** Whether an answer of this status never has a body. */
    boolean bodiless() {
        return status == 204 || status == 304 || status < 200;
    }
}
