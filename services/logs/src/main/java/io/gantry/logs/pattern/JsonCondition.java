package io.gantry.logs.pattern;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a JSON line must fulfil. */
sealed interface JsonCondition {
    /** All of them. */
    record All(List<JsonCondition> parts) implements JsonCondition {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** One of them. */
    record Any(List<JsonCondition> parts) implements JsonCondition {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /** A value that compares so. What is no text, number or truth value compares with nothing, not even as unequal. */
    record Compares(Selector selector, Comparison comparison) implements JsonCondition {}

    /** A value of that kind. */
    record Is(Selector selector, Kind kind) implements JsonCondition {}

    /** What a value can be. */
    enum Kind {
        NULL,
        TRUE,
        FALSE,
        ABSENT
    }

    default boolean holds(JsonNode line) {
        return switch (this) {
            case All(List<JsonCondition> parts) -> parts.stream().allMatch(part -> part.holds(line));
            case Any(List<JsonCondition> parts) -> parts.stream().anyMatch(part -> part.holds(line));
            case Compares(Selector selector, Comparison comparison) ->
                selector.of(line).stream()
                        .anyMatch(node -> node.isValueNode() && !node.isNull() && comparison.test(node.asString()));
            case Is(Selector selector, Kind kind) -> is(selector.of(line), kind);
        };
    }

    private static boolean is(List<JsonNode> found, Kind kind) {
        return switch (kind) {
            case ABSENT -> found.isEmpty();
            case NULL -> found.stream().anyMatch(JsonNode::isNull);
            case TRUE -> found.stream().anyMatch(node -> node.isBoolean() && node.asBoolean());
            case FALSE -> found.stream().anyMatch(node -> node.isBoolean() && !node.asBoolean());
        };
    }

    /** Every selector in it. */
    default Stream<Selector> selectors() {
        return switch (this) {
            case All(List<JsonCondition> parts) -> parts.stream().flatMap(JsonCondition::selectors);
            case Any(List<JsonCondition> parts) -> parts.stream().flatMap(JsonCondition::selectors);
            case Compares(Selector selector, Comparison _) -> Stream.of(selector);
            case Is(Selector selector, Kind _) -> Stream.of(selector);
        };
    }
}
