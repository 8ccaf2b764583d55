package io.gantry.wire.sigv4;

import java.util.Optional;

/**
 * The credential scope: {@code 20150830/us-east-1/ecs/aws4_request}.
 *
 * @param date {@code yyyyMMdd}
 * @param region the region
 * @param service the service's signing name
 */
record Scope(String date, String region, String service) {

    static final String TERMINATOR = "aws4_request";

    /** An access key and its scope, as they stand in one text. */
    record WithKey(String accessKeyId, Scope scope) {}

    /** Reads {@code AKID/date/region/service/aws4_request}; empty when a part is missing. */
    static Optional<WithKey> parse(String text) {
        String[] parts = text.split("/", -1);
        // An access key may not hold a slash, so there are exactly five parts.
        if (parts.length != 5 || !parts[4].equals(TERMINATOR)) {
            return Optional.empty();
        }
        for (int i = 0; i < 4; i++) {
            if (parts[i].isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(new WithKey(parts[0], new Scope(parts[1], parts[2], parts[3])));
    }

    @Override
    public String toString() {
        return date + "/" + region + "/" + service + "/" + TERMINATOR;
    }
}
