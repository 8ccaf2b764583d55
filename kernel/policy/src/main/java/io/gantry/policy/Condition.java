package io.gantry.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One operator on one key.
 *
 * @param operator with neither prefix nor suffix
 * @param quantifier its prefix
 * @param ifExists its suffix
 * @param key in lower case
 * @param values any of which may match; for an operator with Not in its name, none
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">IAM:
 *     condition operators</a>
 */
record Condition(Operator operator, Quantifier quantifier, boolean ifExists, String key, List<Value> values) {
    private static final String ALL = "ForAllValues:";
    private static final String ANY = "ForAnyValue:";
    private static final String IF_EXISTS = "IfExists";

    Condition {
        values = List.copyOf(values);
    }

    /**
     * A value of the document.
     *
     * @param template for the keys that it asks for
     * @param test what it demands of a value of the request
     */
    record Value(Template template, ValueTest test) {}

    /** An operator as a document writes it, with prefix and suffix; empty when there is none of that name. */
    record Written(Operator operator, Quantifier quantifier, boolean ifExists) {
        static Optional<Written> parse(String text) {
            Quantifier quantifier = text.startsWith(ALL)
                    ? Quantifier.FOR_ALL_VALUES
                    : text.startsWith(ANY) ? Quantifier.FOR_ANY_VALUE : Quantifier.PLAIN;
            String name = quantifier == Quantifier.PLAIN ? text : text.substring(text.indexOf(':') + 1);
            boolean suffixed = name.endsWith(IF_EXISTS);
            String bare = suffixed ? name.substring(0, name.length() - IF_EXISTS.length()) : name;
            return Operator.named(bare)
                    .filter(operator -> operator != Operator.NULL || (!suffixed && quantifier == Quantifier.PLAIN))
                    .map(operator -> new Written(operator, quantifier, suffixed));
        }

        /** The condition on {@code key}. */
        Condition on(String key, List<Value> values) {
            return new Condition(operator, quantifier, ifExists, key.toLowerCase(Locale.ROOT), values);
        }
    }

    /** Whether a request with these keys meets it. */
    boolean holds(ConditionKeys keys) {
        List<String> asked = keys.values(key);
        if (operator == Operator.NULL) {
            String absent = Boolean.toString(asked.isEmpty());
            return values.stream().anyMatch(value -> value.test().passes(absent, keys));
        }
        if (asked.isEmpty()) {
            return switch (quantifier) {
                case FOR_ALL_VALUES -> true;
                case FOR_ANY_VALUE -> ifExists;
                case PLAIN -> ifExists || operator.negated();
            };
        }
        return switch (quantifier) {
            case FOR_ALL_VALUES -> asked.stream().allMatch(one -> holds(one, keys));
            case FOR_ANY_VALUE -> asked.stream().anyMatch(one -> holds(one, keys));
            case PLAIN ->
                operator.negated()
                        ? asked.stream().allMatch(one -> holds(one, keys))
                        : asked.stream().anyMatch(one -> holds(one, keys));
        };
    }

    private boolean holds(String asked, ConditionKeys keys) {
        for (Value value : values) {
            if (value.test().passes(asked, keys)) {
                return !operator.negated();
            }
        }
        return operator.negated();
    }

    void collectKeys(Set<String> keys) {
        keys.add(key);
        if (operator.hasVariables()) {
            values.forEach(value -> value.template().collectKeys(keys));
        }
    }
}
