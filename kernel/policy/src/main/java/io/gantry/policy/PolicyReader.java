package io.gantry.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * From JSON to a document. The order of the checks is IAM's as far as it can be seen from outside: first the shape of
 * everything, then the version, then each statement.
 */
final class PolicyReader {
    static final String SYNTAX = "Syntax errors in policy.";

    /** What IAM says of values that its oldest parser cannot read. */
    static final String LEGACY = "The policy failed legacy parsing";

    private static final Set<String> ELEMENTS = Set.of("Version", "Id", "Statement");
    private static final Set<String> VERSIONS = Set.of("2008-10-17", "2012-10-17");
    private static final String CURRENT = "2012-10-17";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private PolicyReader() {}

    static PolicyDocument read(String json, PolicyKind kind) {
        JsonNode root = tree(json, kind);
        check(root.isObject(), SYNTAX);
        for (String element : root.propertyNames()) {
            check(ELEMENTS.contains(element), unknown(element, kind));
        }
        JsonNode version = root.path("Version");
        check(version.isMissingNode() || version.isString(), SYNTAX);
        check(version.isMissingNode() || VERSIONS.contains(version.stringValue()), SYNTAX);
        check(root.path("Id").isMissingNode() || root.path("Id").isString(), SYNTAX);
        List<StatementReader> statements = statements(root.path("Statement"), kind);
        statements.forEach(StatementReader::checkShape);
        boolean current = version.isString() && version.stringValue().equals(CURRENT);
        check(current || kind != PolicyKind.MANAGED, "Policy document must be version 2012-10-17 or greater.");
        Set<String> sids = new HashSet<>();
        for (StatementReader statement : statements) {
            check(
                    statement.sid().isEmpty() || sids.add(statement.sid()),
                    "Statement IDs (SID) in a single policy must be unique.");
        }
        return new PolicyDocument(
                statements.stream().map(statement -> statement.read(current)).toList());
    }

    private static JsonNode tree(String json, PolicyKind kind) {
        try {
            return MAPPER.readTree(json);
        } catch (JacksonException unreadable) {
            throw new MalformedPolicy(kind == PolicyKind.TRUST ? "This policy contains invalid Json" : SYNTAX);
        }
    }

    private static List<StatementReader> statements(JsonNode node, PolicyKind kind) {
        List<StatementReader> statements = new ArrayList<>();
        if (node.isObject()) {
            statements.add(new StatementReader(node, kind, 1));
        } else {
            check(node.isArray() && !node.isEmpty(), SYNTAX);
            for (JsonNode one : node) {
                statements.add(new StatementReader(one, kind, statements.size() + 1));
            }
        }
        return statements;
    }

    /** Trust policies are read by a parser of their own, which names what it does not know. */
    static String unknown(String element, PolicyKind kind) {
        return kind == PolicyKind.TRUST ? "Unknown field " + element : SYNTAX;
    }

    static void check(boolean right, String reason) {
        if (!right) {
            throw new MalformedPolicy(reason);
        }
    }
}
