package io.gantry.logs.pattern;

import io.gantry.logs.pattern.JsonCondition.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code { $.a = 1 && ($.b != "x*" || $.c IS NULL) }}: parentheses before {@code &&} before {@code ||}. */
final class JsonReader {
    private static final int DEEPEST = 50;

    private final PatternText in;
    private int depth;

    private JsonReader(PatternText in) {
        this.in = in;
    }

    static FilterPattern read(PatternText in) {
        in.demand("{");
        JsonCondition condition = new JsonReader(in).any();
        in.skipSpaces();
        in.demand("}");
        in.skipSpaces();
        if (!in.ended()) {
            throw in.invalid("something follows the closing brace");
        }
        return new JsonPattern(condition);
    }

    private JsonCondition any() {
        List<JsonCondition> parts = new ArrayList<>();
        do {
            parts.add(all());
            in.skipSpaces();
        } while (in.skip("||"));
        return parts.size() == 1 ? parts.getFirst() : new JsonCondition.Any(parts);
    }

    private JsonCondition all() {
        List<JsonCondition> parts = new ArrayList<>();
        do {
            parts.add(one());
            in.skipSpaces();
        } while (in.skip("&&"));
        return parts.size() == 1 ? parts.getFirst() : new JsonCondition.All(parts);
    }

    private JsonCondition one() {
        in.skipSpaces();
        if (in.skip("(")) {
            if (++depth > DEEPEST) {
                throw in.invalid("parentheses are nested too deep");
            }
            JsonCondition inner = any();
            in.skipSpaces();
            in.demand(")");
            depth--;
            return inner;
        }
        Selector selector = Selector.read(in);
        if (in.skipWord("IS")) {
            return new JsonCondition.Is(selector, kind());
        }
        if (in.skipWord("NOT")) {
            if (!in.skipWord("EXISTS")) {
                throw in.invalid("EXISTS is expected behind NOT");
            }
            return new JsonCondition.Is(selector, Kind.ABSENT);
        }
        Comparison.Operator operator =
                Comparison.operator(in).orElseThrow(() -> in.invalid("an operator is missing behind the selector"));
        return new JsonCondition.Compares(selector, Comparison.read(operator, in));
    }

    private Kind kind() {
        for (Kind kind : List.of(Kind.NULL, Kind.TRUE, Kind.FALSE)) {
            if (in.skipWord(kind.name())) {
                return kind;
            }
        }
        throw in.invalid("NULL, TRUE or FALSE is expected behind IS");
    }
}
