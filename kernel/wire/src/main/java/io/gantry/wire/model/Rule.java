package io.gantry.wire.model;

import java.util.List;
import java.util.regex.Pattern;

/** One constraint of the model on one place of an input. */
public sealed interface Rule {

    /** The member must be present. */
    record Required() implements Rule {}

    /** Bounds, inclusive, of a text's length in code points, or of a list's or map's size. */
    record Length(long min, long max) implements Rule {}

    /** Bounds, inclusive, of a number. */
    record Range(long min, long max) implements Rule {}

    /** The whole text must match the expression. */
    record Matches(Pattern pattern) implements Rule {}

    /** The text must be one of {@code values}. */
    record OneOf(List<String> values) implements Rule {
        public OneOf {
            values = List.copyOf(values);
        }
    }

    /** The value is a structure whose own constraints stand under {@code shape}. */
    record Inside(String shape) implements Rule {}
}
