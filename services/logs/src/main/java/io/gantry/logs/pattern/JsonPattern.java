package io.gantry.logs.pattern;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A condition on lines that are JSON objects; other lines do not match. */
record JsonPattern(JsonCondition condition) implements FilterPattern {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public boolean matches(String message) {
        return parse(message).filter(condition::holds).isPresent();
    }

    @Override
    public Map<String, String> extract(String message) {
        Map<String, String> found = new TreeMap<>();
        Optional<JsonNode> line = parse(message);
        condition
                .selectors()
                .forEach(selector -> line.map(selector::of).stream()
                        .flatMap(java.util.List::stream)
                        .filter(JsonNode::isValueNode)
                        .findFirst()
                        .ifPresent(node -> found.put(selector.text(), node.asString())));
        return found;
    }

    private static Optional<JsonNode> parse(String message) {
        String text = message.strip();
        if (!text.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(text));
        } catch (JacksonException none) {
            return Optional.empty();
        }
    }
}
