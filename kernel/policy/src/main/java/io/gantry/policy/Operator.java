package io.gantry.policy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** The operators of conditions, without prefixes and suffixes. */
enum Operator {
    STRING_EQUALS("StringEquals", false, text(String::equals)),
    STRING_NOT_EQUALS("StringNotEquals", true, text(String::equals)),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false, text(String::equalsIgnoreCase)),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true, text(String::equalsIgnoreCase)),
    STRING_LIKE("StringLike", false, pattern(pattern -> pattern::matches)),
    STRING_NOT_LIKE("StringNotLike", true, pattern(pattern -> pattern::matches)),
    NUMERIC_EQUALS("NumericEquals", false, ordered(Scalars::number, order -> order == 0)),
    NUMERIC_NOT_EQUALS("NumericNotEquals", true, ordered(Scalars::number, order -> order == 0)),
    NUMERIC_LESS_THAN("NumericLessThan", false, ordered(Scalars::number, order -> order < 0)),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", false, ordered(Scalars::number, order -> order <= 0)),
    NUMERIC_GREATER_THAN("NumericGreaterThan", false, ordered(Scalars::number, order -> order > 0)),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", false, ordered(Scalars::number, order -> order >= 0)),
    DATE_EQUALS("DateEquals", false, ordered(Scalars::date, order -> order == 0)),
    DATE_NOT_EQUALS("DateNotEquals", true, ordered(Scalars::date, order -> order == 0)),
    DATE_LESS_THAN("DateLessThan", false, ordered(Scalars::date, order -> order < 0)),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", false, ordered(Scalars::date, order -> order <= 0)),
    DATE_GREATER_THAN("DateGreaterThan", false, ordered(Scalars::date, order -> order > 0)),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false, ordered(Scalars::date, order -> order >= 0)),
    BOOL("Bool", false, ordered(Scalars::bool, order -> order == 0)),
    BINARY_EQUALS("BinaryEquals", false, (value, template) -> bytes(value).map(Operator::sameBytes)),
    IP_ADDRESS("IpAddress", false, (value, template) -> IpRange.parse(value).map(Operator::within)),
    NOT_IP_ADDRESS(
            "NotIpAddress", true, (value, template) -> IpRange.parse(value).map(Operator::within)),
    ARN_EQUALS("ArnEquals", false, pattern(ArnPattern::of)),
    ARN_NOT_EQUALS("ArnNotEquals", true, pattern(ArnPattern::of)),
    ARN_LIKE("ArnLike", false, pattern(ArnPattern::of)),
    ARN_NOT_LIKE("ArnNotLike", true, pattern(ArnPattern::of)),
    NULL("Null", false, ordered(Scalars::bool, order -> order == 0));

    private static final Map<String, Operator> BY_NAME = byName();

    private final String written;
    private final boolean negated;

    @SuppressWarnings("ImmutableEnumChecker") // The makers are functions without state.
    private final ValueTest.Maker maker;

    Operator(String written, boolean negated, ValueTest.Maker maker) {
        this.written = written;
        this.negated = negated;
        this.maker = maker;
    }

    /** The operator of this name, without prefix and suffix. */
    static Optional<Operator> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Whether it holds when none of its values matches. */
    boolean negated() {
        return negated;
    }

    /** Whether its values may have variables: those of text and of ARNs. */
    boolean hasVariables() {
        return written.startsWith("String") || written.startsWith("Arn");
    }

    /**
     * A value of it.
     *
     * @param variables whether the document's version has variables
     * @return empty when it is no value of the operator's type
     */
    Optional<Condition.Value> value(String text, boolean variables) {
        Template template = Template.of(text, variables && hasVariables());
        return maker.of(text, template).map(test -> new Condition.Value(template, test));
    }

    private static Map<String, Operator> byName() {
        Map<String, Operator> all = new HashMap<>();
        Arrays.stream(values()).forEach(operator -> all.put(operator.written, operator));
        return all;
    }

    private static ValueTest.Maker text(BiPredicate<String, String> same) {
        return (value, template) -> {
            Optional<String> ready = template.fixed() ? template.text(ConditionKeys.NONE) : Optional.empty();
            return Optional.of((asked, keys) -> {
                Optional<String> wanted = ready.isPresent() ? ready : template.text(keys);
                return wanted.isPresent() && same.test(wanted.get(), asked);
            });
        };
    }

    /** How a pattern is compiled for its operator. */
    private interface Compiler {
        Compiled of(Wildcard pattern);
    }

    /** A pattern that has been compiled. */
    interface Compiled {
        boolean matches(String text);
    }

    private static ValueTest.Maker pattern(Compiler compiler) {
        return (value, template) -> {
            Optional<Compiled> ready =
                    template.fixed() ? template.pattern(ConditionKeys.NONE).map(compiler::of) : Optional.empty();
            return Optional.of((asked, keys) -> {
                Optional<Compiled> wanted =
                        ready.isPresent() ? ready : template.pattern(keys).map(compiler::of);
                return wanted.isPresent() && wanted.get().matches(asked);
            });
        };
    }

    private static <T extends Comparable<T>> ValueTest.Maker ordered(
            Function<String, Optional<T>> reader, IntPredicate order) {
        return (value, template) -> reader.apply(value)
                .map(wanted -> (asked, keys) -> reader.apply(asked)
                        .map(found -> order.test(found.compareTo(wanted)))
                        .orElse(false));
    }

    private static ValueTest sameBytes(byte[] wanted) {
        return (asked, keys) ->
                bytes(asked).map(found -> Arrays.equals(found, wanted)).orElse(false);
    }

    private static Optional<byte[]> bytes(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static ValueTest within(IpRange wanted) {
        return (asked, keys) -> IpRange.parse(asked).map(wanted::contains).orElse(false);
    }

    /** Readers of single values. */
    private static final class Scalars {
        private Scalars() {}

        static Optional<BigDecimal> number(String text) {
            try {
                return Optional.of(new BigDecimal(text.strip()));
            } catch (NumberFormatException none) {
                return Optional.empty();
            }
        }

        static Optional<Instant> date(String text) {
            return Dates.parse(text);
        }

        static Optional<Boolean> bool(String text) {
            return text.equalsIgnoreCase("true")
                    ? Optional.of(Boolean.TRUE)
                    : text.equalsIgnoreCase("false") ? Optional.of(Boolean.FALSE) : Optional.empty();
        }
    }

    /** A pattern of an ARN, part by part. */
    private record ArnPattern(List<Wildcard> parts) implements Compiled {
        private static final int PARTS = 6;

        static ArnPattern of(Wildcard pattern) {
            return new ArnPattern(pattern.splitAtColons(PARTS));
        }

        @Override
        public boolean matches(String arn) {
            if (parts.size() < PARTS) {
                // What is no whole ARN, like a star alone, is a pattern of the whole.
                return parts.size() == 1 && parts.getFirst().matches(arn);
            }
            String[] found = arn.split(":", PARTS);
            for (int i = 0; i < PARTS; i++) {
                if (found.length < PARTS || !parts.get(i).matches(found[i])) {
                    return false;
                }
            }
            return true;
        }
    }
}
