package io.gantry.wire.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * A service's constraints by shape. The stored form has one rule a line with tabs between its parts: shape, member, where
 * inside the member ({@code .} the value itself, {@code []} an item, {@code {k}} a key, {@code {v}} a value of a map,
 * chained where they nest), the rule's name, and its argument.
 */
public final class Constraints {
    private final Map<String, List<Placed>> byShape;

    private Constraints(Map<String, List<Placed>> byShape) {
        this.byShape = byShape;
    }

    /**
     * A rule and where it holds.
     *
     * @param member the SDK's name of the member
     * @param inside {@code .} or the chain of steps into lists and maps
     * @param rule what must hold there
     */
    public record Placed(String member, String inside, Rule rule) {}

    /**
     * Reads the stored form; lines that are empty or start with {@code #} say nothing.
     *
     * @throws IllegalArgumentException when a line is malformed
     */
    public static Constraints parse(String text) {
        Map<String, List<Placed>> byShape = new HashMap<>();
        text.lines().filter(line -> !line.isEmpty() && line.charAt(0) != '#').forEach(line -> {
            String[] parts = line.split("\t", 5);
            if (parts.length < 4) {
                throw new IllegalArgumentException("a constraint has too few parts: " + line);
            }
            Rule rule = rule(parts[3], parts.length == 5 ? parts[4] : "");
            byShape.computeIfAbsent(parts[0], shape -> new ArrayList<>()).add(new Placed(parts[1], parts[2], rule));
        });
        return new Constraints(byShape);
    }

    /** The rules of {@code shape}, an SDK class's simple name; none when it is unknown. */
    public List<Placed> of(String shape) {
        return List.copyOf(byShape.getOrDefault(shape, List.of()));
    }

    /** Calls {@code each} with every rule and its shape. */
    public void forEach(BiConsumer<String, Placed> each) {
        byShape.forEach((shape, rules) -> rules.forEach(rule -> each.accept(shape, rule)));
    }

    /** How many rules there are. */
    public int size() {
        return byShape.values().stream().mapToInt(List::size).sum();
    }

    private static Rule rule(String name, String argument) {
        return switch (name) {
            case "required" -> new Rule.Required();
            case "length" -> new Rule.Length(bound(argument, 0), bound(argument, 1));
            case "range" -> new Rule.Range(bound(argument, 0), bound(argument, 1));
            case "pattern" -> new Rule.Matches(Pattern.compile(argument));
            case "enum" -> new Rule.OneOf(List.of(argument.split(",")));
            case "shape" -> new Rule.Inside(argument);
            default -> throw new IllegalArgumentException("no such constraint: " + name);
        };
    }

    private static long bound(String range, int which) {
        return Long.parseLong(range.split("\\.\\.", 2)[which]);
    }
}
