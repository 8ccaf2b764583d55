package io.gantry.policy;

import static io.gantry.policy.PolicyReader.SYNTAX;
import static io.gantry.policy.PolicyReader.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The principals of a statement that is being read. */
final class PrincipalReader {
    private PrincipalReader() {}

    static Principals read(JsonNode statement, PolicyKind kind) {
        boolean others = statement.has("NotPrincipal");
        check(!(others && kind == PolicyKind.TRUST), "Has prohibited field NotPrincipal");
        JsonNode node = statement.path(others ? "NotPrincipal" : "Principal");
        List<PrincipalPattern> patterns = new ArrayList<>();
        if (node.isString()) {
            check(node.stringValue().equals("*"), "Invalid principal in policy: " + node.stringValue());
            patterns.add(PrincipalPattern.ANYBODY);
        } else {
            check(node.isObject() && !node.isEmpty(), SYNTAX);
            for (Map.Entry<String, JsonNode> type : node.properties()) {
                for (String value : StatementReader.scalars(type.getValue())) {
                    patterns.add(checked(new PrincipalPattern(type.getKey(), value)));
                }
            }
        }
        return new Principals(patterns, others);
    }

    private static PrincipalPattern checked(PrincipalPattern pattern) {
        String shown = quoted(pattern.type().toUpperCase(Locale.ROOT)) + ":" + quoted(pattern.value());
        check(pattern.wellFormed(), "Invalid principal in policy: " + shown);
        return pattern;
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
