package io.gantry.logs.pattern;

import io.gantry.logs.port.LineTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Terms in a line: all of the required, none of the excluded; or, where there are only optional ones, any of those. Beside
 * others, optional terms have no effect, as on AWS.
 */
record TermPattern(List<Term> required, List<Term> optional, List<Term> excluded) implements FilterPattern, LineTest {
    TermPattern {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
        excluded = List.copyOf(excluded);
    }

    @Override
    public boolean matches(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        return passes(bytes, 0, bytes.length);
    }

    @Override
    public Map<String, String> extract(String message) {
        return Map.of();
    }

    @Override
    public LineTest test() {
        return this;
    }

    @Override
    public boolean passes(byte[] bytes, int from, int to) {
        if (onlyOptional()) {
            return optional.stream().anyMatch(term -> term.in(bytes, from, to));
        }
        for (Term term : required) {
            if (!term.in(bytes, from, to)) {
                return false;
            }
        }
        for (Term term : excluded) {
            if (term.in(bytes, from, to)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean mayPassWithin(byte[] bytes, int from, int to) {
        return onlyOptional()
                ? optional.stream().anyMatch(term -> term.mayBeWithin(bytes, from, to))
                : required.stream().allMatch(term -> term.mayBeWithin(bytes, from, to));
    }

    private boolean onlyOptional() {
        return !optional.isEmpty() && required.isEmpty() && excluded.isEmpty();
    }
}
