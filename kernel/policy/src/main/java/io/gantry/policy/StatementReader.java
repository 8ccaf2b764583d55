package io.gantry.policy;

import static io.gantry.policy.PolicyReader.LEGACY;
import static io.gantry.policy.PolicyReader.SYNTAX;
import static io.gantry.policy.PolicyReader.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** One statement of a document that is being read. */
final class StatementReader {
    private static final Set<String> ELEMENTS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");
    private static final Pattern SID = Pattern.compile("[0-9A-Za-z]*");
    private static final Pattern VENDOR = Pattern.compile("[a-zA-Z0-9.-]*");
    private static final Pattern TRUST_ACTION = Pattern.compile(
            "(?i)sts:(AssumeRole[A-Za-z*?]*|TagSession|SetSourceIdentity|SetContext|GetServiceBearerToken)");

    private final JsonNode node;
    private final PolicyKind kind;
    private final int place;

    StatementReader(JsonNode node, PolicyKind kind, int place) {
        this.node = node;
        this.kind = kind;
        this.place = place;
    }

    /** The statement's id; empty when it has none. */
    String sid() {
        return node.path("Sid").asString("");
    }

    /** Whether everything is of its type, before anything is understood. */
    void checkShape() {
        check(node.isObject(), SYNTAX);
        for (String element : node.propertyNames()) {
            check(ELEMENTS.contains(element), PolicyReader.unknown(element, kind));
        }
        check(node.path("Sid").isMissingNode() || node.path("Sid").isString(), SYNTAX);
        JsonNode effect = node.path("Effect");
        check(!effect.isMissingNode(), missing("Effect", SYNTAX));
        check(effect.isString() && effect.stringValue().matches("(?i)allow|deny"), SYNTAX);
        for (String pair : List.of("Action", "Resource", "Principal")) {
            check(!(node.has(pair) && node.has("Not" + pair)), SYNTAX);
        }
        for (String list : List.of("Action", "NotAction", "Resource", "NotResource")) {
            check(!node.has(list) || isTexts(node.get(list)), SYNTAX);
        }
        check(!node.has("Condition") || node.get("Condition").isObject(), SYNTAX);
        for (JsonNode operator : node.path("Condition")) {
            check(operator.isObject(), SYNTAX);
        }
    }

    /**
     * The statement.
     *
     * @param variables whether the document's version has variables
     */
    Statement read(boolean variables) {
        String effect = node.path("Effect").stringValue();
        check(effect.equals("Allow") || effect.equals("Deny"), LEGACY);
        check(
                kind == PolicyKind.RESOURCE || SID.matcher(sid()).matches(),
                "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression"
                        + " [0-9A-Za-z]*");
        Optional<Principals> principals = principals();
        Statement.Choice<Wildcard> actions = actions();
        return new Statement(
                sid().isEmpty() ? Integer.toString(place) : sid(),
                effect.equals("Allow") ? Effect.ALLOW : Effect.DENY,
                principals,
                actions,
                resources(variables),
                conditions(variables));
    }

    private Optional<Principals> principals() {
        boolean named = node.has("Principal") || node.has("NotPrincipal");
        if (!kind.namesPrincipals()) {
            check(!named, "Policy document should not specify a principal.");
            return Optional.empty();
        }
        check(named, "Missing required field Principal");
        return Optional.of(PrincipalReader.read(node, kind));
    }

    private Statement.Choice<Wildcard> actions() {
        boolean others = node.has("NotAction");
        check(!(others && kind == PolicyKind.TRUST), "Has prohibited field NotAction");
        List<String> texts = texts(node.path(others ? "NotAction" : "Action"));
        check(!texts.isEmpty(), missing("Action", "Policy statement must contain actions."));
        for (String text : texts) {
            checkAction(text);
        }
        return new Statement.Choice<>(
                texts.stream()
                        .map(text -> Wildcard.of(text.toLowerCase(Locale.ROOT)))
                        .toList(),
                others);
    }

    private void checkAction(String action) {
        String[] parts = action.split(":", -1);
        check(
                parts.length > 1 || action.equals("*"),
                "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        check(parts.length <= 2, "Actions/Condition can contain only one colon.");
        check(action.equals("*") || VENDOR.matcher(parts[0]).matches(), "Vendor " + parts[0] + " is not valid");
        check(
                kind != PolicyKind.TRUST || TRUST_ACTION.matcher(action).matches(),
                "AssumeRole policy may only specify STS AssumeRole actions.");
    }

    private Statement.Choice<ResourcePattern> resources(boolean variables) {
        if (kind == PolicyKind.TRUST) {
            check(!node.has("Resource"), "Has prohibited field Resource");
            check(!node.has("NotResource"), "Has prohibited field NotResource");
            return new Statement.Choice<>(List.of(), true);
        }
        boolean others = node.has("NotResource");
        List<String> texts = texts(node.path(others ? "NotResource" : "Resource"));
        check(!texts.isEmpty(), "Policy statement must contain resources.");
        texts.forEach(ResourceFormat::check);
        return new Statement.Choice<>(
                texts.stream()
                        .map(text -> new ResourcePattern(Template.of(text, variables)))
                        .toList(),
                others);
    }

    private List<Condition> conditions(boolean variables) {
        List<Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, JsonNode> block : node.path("Condition").properties()) {
            Condition.Written written =
                    Condition.Written.parse(block.getKey()).orElseThrow(() -> new MalformedPolicy(SYNTAX));
            for (Map.Entry<String, JsonNode> one : block.getValue().properties()) {
                check(
                        one.getKey().indexOf(':') > 0,
                        "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
                List<Condition.Value> values = new ArrayList<>();
                for (String text : scalars(one.getValue())) {
                    values.add(
                            written.operator().value(text, variables).orElseThrow(() -> new MalformedPolicy(LEGACY)));
                }
                conditions.add(written.on(one.getKey(), values));
            }
        }
        return conditions;
    }

    /** The message for an element that is not there: trust policies have one way of saying it for all. */
    private String missing(String element, String otherwise) {
        return kind == PolicyKind.TRUST ? "Missing required field " + element : otherwise;
    }

    private static boolean isTexts(JsonNode value) {
        if (value.isString()) {
            return true;
        }
        boolean all = value.isArray();
        for (JsonNode one : value) {
            all &= one.isString();
        }
        return all;
    }

    private static List<String> texts(JsonNode value) {
        return value.isMissingNode() ? List.of() : scalars(value);
    }

    /** A value or a list of values; conditions also take numbers and booleans. */
    static List<String> scalars(JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            for (JsonNode one : value) {
                texts.add(scalar(one));
            }
        } else {
            texts.add(scalar(value));
        }
        return texts;
    }

    private static String scalar(JsonNode value) {
        check(value.isString() || value.isNumber() || value.isBoolean(), SYNTAX);
        return value.asString();
    }
}
