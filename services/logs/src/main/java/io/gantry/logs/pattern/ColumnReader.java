package io.gantry.logs.pattern;

import io.gantry.logs.pattern.ColumnPattern.Column;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code [name, name = value && name != value, ..., name > number]}. */
final class ColumnReader {
    private ColumnReader() {}

    static FilterPattern read(PatternText in) {
        in.demand("[");
        List<Column> before = new ArrayList<>();
        List<Column> after = new ArrayList<>();
        boolean open = false;
        do {
            in.skipSpaces();
            if (in.skip("...")) {
                if (open) {
                    throw in.invalid("there is at most one ellipsis");
                }
                open = true;
            } else {
                (open ? after : before).add(column(in));
            }
            in.skipSpaces();
        } while (in.skip(","));
        in.demand("]");
        in.skipSpaces();
        if (!in.ended()) {
            throw in.invalid("something follows the closing bracket");
        }
        return new ColumnPattern(before, open, after);
    }

    private static Column column(PatternText in) {
        String name = in.word("-");
        List<List<Comparison>> any = new ArrayList<>();
        var operator = Comparison.operator(in);
        if (operator.isEmpty()) {
            return new Column(name, any);
        }
        List<Comparison> all = new ArrayList<>();
        all.add(Comparison.read(operator.get(), in));
        in.skipSpaces();
        while (in.starts("&&") || in.starts("||")) {
            boolean and = in.skip("&&");
            if (!and) {
                in.demand("||");
                any.add(all);
                all = new ArrayList<>();
            }
            all.add(again(name, in));
            in.skipSpaces();
        }
        any.add(all);
        return new Column(name, any);
    }

    /** A further comparison of the same field, which names it again. */
    private static Comparison again(String name, PatternText in) {
        in.skipSpaces();
        String named = in.word("-");
        if (!named.equals(name)) {
            throw in.invalid("a field is compared in its own place: " + named + " is not " + name);
        }
        return Comparison.read(Comparison.operator(in).orElseThrow(() -> in.invalid("an operator is missing")), in);
    }
}
