package io.gantry.agent.protocol;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A telemetry frame of the agent: signature headers, an empty line, the JSON (agent-protocol.md 9.2). The signature covers a
 * {@code GET} of the session's URL with the JSON as its body.
 *
 * @param headers the header lines by name, in order; empty when the frame was bare JSON
 * @param json the message's envelope
 */
public record SignedFrame(Map<String, String> headers, String json) {
    private static final String LINE = "\r\n";

    public SignedFrame {
        headers = Ordered.copyOf(headers);
    }

    /** The frame's text. */
    public String format() {
        StringBuilder frame = new StringBuilder();
        headers.forEach(
                (name, value) -> frame.append(name).append(": ").append(value).append(LINE));
        return headers.isEmpty() ? json : frame.append(LINE).append(json).toString();
    }

    /**
     * Cuts a frame at its first empty line; one that begins with a brace is JSON as a whole.
     *
     * @throws IllegalArgumentException when there is neither
     */
    public static SignedFrame parse(String frame) {
        if (frame.startsWith("{")) {
            return new SignedFrame(Map.of(), frame);
        }
        int cut = frame.indexOf(LINE + LINE);
        if (cut < 0) {
            throw new IllegalArgumentException("a telemetry frame has an empty line between its headers and its JSON");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : frame.substring(0, cut).split(LINE, -1)) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new IllegalArgumentException("no header line: " + line);
            }
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return new SignedFrame(headers, frame.substring(cut + 2 * LINE.length()));
    }
}
