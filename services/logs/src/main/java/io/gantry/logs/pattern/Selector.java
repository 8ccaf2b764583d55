package io.gantry.logs.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Which values of a JSON line are meant: {@code $.name}, {@code $['a name']}, {@code $.list[0]}, {@code $.list[*]},
 * {@code $.*.name}.
 *
 * @param steps from the root on
 * @param text as it was written
 */
record Selector(List<Step> steps, String text) {
    Selector {
        steps = List.copyOf(steps);
    }

    /** One step. */
    sealed interface Step {
        /** Into a member. */
        record Member(String name) implements Step {}

        /** Into an element. */
        record Element(int index) implements Step {}

        /** Into all members or elements. */
        record Every() implements Step {}
    }

    static Selector read(PatternText in) {
        in.demand("$");
        List<Step> steps = new ArrayList<>();
        StringBuilder text = new StringBuilder("$");
        while (in.peek() == '.' || in.peek() == '[') {
            if (in.skip(".") && in.peek() != '[') {
                text.append('.');
                steps.add(member(in, text));
            } else {
                in.demand("[");
                steps.add(bracket(in, text));
                in.demand("]");
            }
        }
        return new Selector(steps, text.toString());
    }

    private static Step member(PatternText in, StringBuilder text) {
        if (in.skip("*")) {
            text.append('*');
            return new Step.Every();
        }
        String name = in.word("-");
        if (name.isEmpty()) {
            throw in.invalid("the name of a property is missing");
        }
        text.append(name);
        return new Step.Member(name);
    }

    private static Step bracket(PatternText in, StringBuilder text) {
        if (in.skip("*")) {
            text.append("[*]");
            return new Step.Every();
        }
        if (in.peek() == '\'' || in.peek() == '"') {
            String name = in.quoted(in.peek());
            text.append("['").append(name).append("']");
            return new Step.Member(name);
        }
        String index = in.word("");
        if (!index.matches("\\d{1,9}")) {
            throw in.invalid("a number or a name in quotation marks is expected in brackets");
        }
        text.append('[').append(index).append(']');
        return new Step.Element(Integer.parseInt(index));
    }

    /** The values that {@code root} has there. */
    List<JsonNode> of(JsonNode root) {
        List<JsonNode> found = List.of(root);
        for (Step step : steps) {
            found = found.stream().flatMap(node -> follow(node, step)).toList();
        }
        return found;
    }

    private static Stream<JsonNode> follow(JsonNode node, Step step) {
        return switch (step) {
            case Step.Member(String name) ->
                node.isObject() && node.has(name) ? Stream.of(node.get(name)) : Stream.of();
            case Step.Element(int index) ->
                node.isArray() && node.has(index) ? Stream.of(node.get(index)) : Stream.of();
            case Step.Every() -> node.isContainer() ? node.values().stream() : Stream.of();
        };
    }
}
