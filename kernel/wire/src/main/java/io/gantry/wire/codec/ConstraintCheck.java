package io.gantry.wire.codec;

import io.gantry.wire.model.Constraints;
import io.gantry.wire.model.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Checks inputs against the constraints of one service's model. */
public final class ConstraintCheck {
    /** Violations told at once; a body may hold any number. */
    private static final int MOST = 20;

    private static final int LONGEST_VALUE = 256;

    private final Map<String, Map<String, Place>> shapes = new HashMap<>();

    /** Prepares the check. */
    public ConstraintCheck(Constraints constraints) {
        constraints.forEach((shape, placed) -> shapes.computeIfAbsent(shape, name -> new HashMap<>())
                .computeIfAbsent(placed.member(), name -> new Place())
                .at(placed.inside())
                .rules
                .add(placed.rule()));
    }

    /** The rules at one place of a member, and of the places inside it. */
    private static final class Place {
        private final List<Rule> rules = new ArrayList<>(2);
        private final Map<String, Place> inside = new HashMap<>(2);

        Place at(String steps) {
            if (steps.isEmpty() || steps.equals(".")) {
                return this;
            }
            int end = steps.charAt(0) == '[' ? 2 : 3;
            return inside.computeIfAbsent(steps.substring(0, end), step -> new Place())
                    .at(steps.substring(end));
        }
    }

    /**
     * One broken constraint.
     *
     * @param at the member, with dots between it and what it stands in
     * @param missing whether the member is demanded and not there
     * @param text the whole in AWS's words
     */
    public record Violation(String at, boolean missing, String text) {}

    /**
     * The first violations of {@code input}; empty when there are none.
     *
     * @param shape the simple name of the input's class
     * @param input an object of the operation's request class
     */
    public List<Violation> violations(String shape, Object input) {
        List<Violation> found = new ArrayList<>(0);
        structure(shape, (SdkPojo) input, "", found);
        return found;
    }

    private void structure(String shape, SdkPojo value, String path, List<Violation> found) {
        Map<String, Place> members = shapes.get(shape);
        if (members == null) {
            return;
        }
        for (SdkField<?> field : value.sdkFields()) {
            Place place = members.get(field.memberName());
            if (place != null && found.size() < MOST) {
                Object member = field.getValueOrDefault(value);
                String at = path.isEmpty() ? shown(field) : path + "." + shown(field);
                if (StreamWriter.isSet(member)) {
                    value(place, member, at, found);
                } else if (isRequired(place)) {
                    found.add(new Violation(
                            at,
                            true,
                            "Value null at '" + at + "' failed to satisfy constraint: Member must not be null"));
                }
            }
        }
    }

    /** AWS writes members as its own code spells them, which is with a small first letter in every protocol. */
    private static String shown(SdkField<?> field) {
        String name = field.locationName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static boolean isRequired(Place place) {
        for (Rule rule : place.rules) {
            if (rule instanceof Rule.Required) {
                return true;
            }
        }
        return false;
    }

    private void value(Place place, @Nullable Object value, String at, List<Violation> found) {
        for (Rule rule : place.rules) {
            check(rule, value, at, found);
        }
        if (place.inside.isEmpty() || found.size() >= MOST) {
            return;
        }
        if (value instanceof List<?> list) {
            Place item = place.inside.get("[]");
            for (int i = 0; item != null && i < list.size() && found.size() < MOST; i++) {
                value(item, list.get(i), at + "." + (i + 1) + ".member", found);
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> {
                Place key = place.inside.get("{k}");
                Place content = place.inside.get("{v}");
                if (key != null && found.size() < MOST) {
                    value(key, name, at, found);
                }
                if (content != null && found.size() < MOST) {
                    value(content, member, at + "." + shown(name) + ".member", found);
                }
            });
        }
    }

    private void check(Rule rule, @Nullable Object value, String at, List<Violation> found) {
        switch (rule) {
            case Rule.Required required -> {}
            case Rule.Length length -> {
                long size = size(value);
                if (size < length.min()) {
                    found.add(broken(value, at, "have length greater than or equal to " + length.min()));
                } else if (size > length.max()) {
                    found.add(broken(value, at, "have length less than or equal to " + length.max()));
                }
            }
            case Rule.Range range -> {
                BigDecimal number = number(value);
                if (number.compareTo(BigDecimal.valueOf(range.min())) < 0) {
                    found.add(broken(value, at, "have value greater than or equal to " + range.min()));
                } else if (number.compareTo(BigDecimal.valueOf(range.max())) > 0) {
                    found.add(broken(value, at, "have value less than or equal to " + range.max()));
                }
            }
            case Rule.Matches matches -> {
                if (!matches.pattern().matcher(String.valueOf(value)).matches()) {
                    found.add(broken(value, at, "satisfy regular expression pattern: " + matches.pattern()));
                }
            }
            case Rule.OneOf oneOf -> {
                if (!oneOf.values().contains(String.valueOf(value))) {
                    found.add(broken(value, at, "satisfy enum value set: [" + String.join(", ", oneOf.values()) + "]"));
                }
            }
            case Rule.Inside inside -> {
                if (value instanceof SdkPojo pojo) {
                    structure(inside.shape(), pojo, at, found);
                }
            }
        }
    }

    private static Violation broken(@Nullable Object value, String at, String demand) {
        return new Violation(
                at,
                false,
                "Value '" + shown(value) + "' at '" + at + "' failed to satisfy constraint: Member must " + demand);
    }

    private static String shown(@Nullable Object value) {
        String text = String.valueOf(value);
        if (text.length() <= LONGEST_VALUE) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_VALUE - 1)) ? LONGEST_VALUE - 1 : LONGEST_VALUE;
        return text.substring(0, end) + "...";
    }

    private static long size(@Nullable Object value) {
        return switch (value) {
            case String text -> text.codePointCount(0, text.length());
            case List<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            case SdkBytes bytes -> bytes.asByteArrayUnsafe().length;
            case null -> 0;
            case Object other -> throw new IllegalStateException("no length: " + other.getClass());
        };
    }

    private static BigDecimal number(@Nullable Object value) {
        return switch (value) {
            case Integer number -> BigDecimal.valueOf(number);
            case Long number -> BigDecimal.valueOf(number);
            case Short number -> BigDecimal.valueOf(number);
            case Byte number -> BigDecimal.valueOf(number);
            case BigDecimal number -> number;
            case Double number when Double.isFinite(number) -> BigDecimal.valueOf(number);
            case Float number when Float.isFinite(number) -> BigDecimal.valueOf(number);
            // NaN and the infinities are in no range.
            case Number number -> BigDecimal.valueOf(Long.MAX_VALUE).add(BigDecimal.ONE);
            case null -> BigDecimal.ZERO;
            case Object other -> throw new IllegalStateException("no number: " + other.getClass());
        };
    }
}
