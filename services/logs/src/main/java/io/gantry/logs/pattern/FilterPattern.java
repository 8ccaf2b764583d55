package io.gantry.logs.pattern;

import io.gantry.logs.port.LineTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A filter pattern that has been understood. */
public sealed interface FilterPattern permits TermPattern, JsonPattern, ColumnPattern {
    /** The longest pattern. */
    int LONGEST = 1024;

    /**
     * Understands {@code text}; blank text, and a pair of quotation marks with nothing between, match every line.
     *
     * @throws io.gantry.base.AwsError InvalidParameterException that says what is wrong with it
     */
    static FilterPattern parse(String text) {
        PatternText in = new PatternText(text.strip());
        if (in.starts("{")) {
            return JsonReader.read(in);
        }
        return in.starts("[") ? ColumnReader.read(in) : TermReader.read(in);
    }

    /** Whether a line matches. */
    boolean matches(String message);

    /** The values that the pattern names, as they are in a line that matches: selectors of JSON, names of fields. */
    Map<String, String> extract(String message);

    /** The same question for lines as the store has them. */
    default LineTest test() {
        return (bytes, from, to) -> matches(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }
}
