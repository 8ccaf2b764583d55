package io.gantry.wire.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The decoded name-value pairs of a query or a form, in their order.
 *
 * @param pairs the pairs
 */
public record Parameters(List<Pair> pairs) {
    public Parameters {
        pairs = List.copyOf(pairs);
    }

    /** One pair; a name without {@code =} has the empty value. */
    public record Pair(String name, String value) {}

    /** Reads {@code a=b&c=d}; empty when an escape is broken. */
    public static Optional<Parameters> parse(String text) {
        List<Pair> pairs = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('&', from);
            if (end < 0) {
                end = text.length();
            }
            if (end > from) {
                int equals = text.indexOf('=', from);
                boolean bare = equals < 0 || equals > end;
                Optional<String> name = Percent.decode(text.substring(from, bare ? end : equals), true);
                Optional<String> value = bare ? Optional.of("") : Percent.decode(text.substring(equals + 1, end), true);
                if (name.isEmpty() || value.isEmpty()) {
                    return Optional.empty();
                }
                pairs.add(new Pair(name.get(), value.get()));
            }
            from = end + 1;
        }
        return Optional.of(new Parameters(pairs));
    }

    /** The first value of {@code name}. */
    public Optional<String> first(String name) {
        for (Pair pair : pairs) {
            if (pair.name().equals(name)) {
                return Optional.of(pair.value());
            }
        }
        return Optional.empty();
    }
}
