package io.gantry.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A value of a policy that may have variables: {@code ${aws:username}}, with a default {@code ${aws:username, 'nobody'}}, or
 * {@code ${*}} for a character that would be a wildcard. What a variable stands for is taken letter by letter: a star in a
 * user's tag is a star, and widens nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html">IAM: variables</a>
 */
final class Template {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\{(?:([*?$])|\\s*([^\\s,'{}]+)\\s*(?:,\\s*'([^']*+(?:''[^']*+)*+)'\\s*)?)}");

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    private sealed interface Part {}

    /** Text with wildcards, where the place of the value has any. */
    private record Written(String text) implements Part {}

    /** Text without. */
    private record Exact(String text) implements Part {}

    private record Variable(String key, Optional<String> otherwise) implements Part {
        Optional<String> value(ConditionKeys keys) {
            List<String> values = keys.values(key);
            // A key with several values cannot stand in one place.
            return values.size() == 1 ? Optional.of(values.getFirst()) : otherwise;
        }
    }

    /**
     * What {@code text} writes.
     *
     * @param variables whether the document's version has variables
     */
    static Template of(String text, boolean variables) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        Matcher found = REFERENCE.matcher(text);
        while (variables && found.find()) {
            parts.add(new Written(text.substring(from, found.start())));
            String special = found.group(1);
            String key = found.group(2);
            parts.add(
                    key == null
                            ? new Exact(special)
                            : new Variable(
                                    key.toLowerCase(Locale.ROOT),
                                    Optional.ofNullable(found.group(3)).map(quoted -> quoted.replace("''", "'"))));
            from = found.end();
        }
        parts.add(new Written(text.substring(from)));
        return new Template(parts);
    }

    /** Whether it is the same for every request. */
    boolean fixed() {
        return parts.stream().noneMatch(Variable.class::isInstance);
    }

    void collectKeys(Set<String> keys) {
        for (Part part : parts) {
            if (part instanceof Variable variable) {
                keys.add(variable.key());
            }
        }
    }

    /** The text for a request; empty when a variable has no value there, and then nothing equals it. */
    Optional<String> text(ConditionKeys keys) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            Optional<String> piece = switch (part) {
                case Written written -> Optional.of(written.text());
                case Exact exact -> Optional.of(exact.text());
                case Variable variable -> variable.value(keys);
            };
            if (piece.isEmpty()) {
                return Optional.empty();
            }
            text.append(piece.get());
        }
        return Optional.of(text.toString());
    }

    /** The pattern for a request; empty when a variable has no value there, and then nothing is of the pattern. */
    Optional<Wildcard> pattern(ConditionKeys keys) {
        IntStream tokens = IntStream.empty();
        for (Part part : parts) {
            Optional<IntStream> piece = switch (part) {
                case Written written -> Optional.of(IntStream.of(Wildcard.tokens(written.text())));
                case Exact exact -> Optional.of(exact.text().chars());
                case Variable variable -> variable.value(keys).map(String::chars);
            };
            if (piece.isEmpty()) {
                return Optional.empty();
            }
            tokens = IntStream.concat(tokens, piece.get());
        }
        return Optional.of(new Wildcard(tokens.toArray()));
    }
}
