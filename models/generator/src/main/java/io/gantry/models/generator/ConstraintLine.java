package io.gantry.models.generator;

/**
 * One line of a constraint table (see {@code io.gantry.wire.model.Constraints} for the form).
 *
 * @param shape the SDK's class
 * @param member the SDK's member name
 * @param inside {@code .} or the steps into lists and maps
 * @param rule the rule's name
 * @param argument what the rule needs, or nothing
 */
record ConstraintLine(String shape, String member, String inside, String rule, String argument) {

    static ConstraintLine parse(String line) {
        String[] parts = line.strip().split("\\s+", 5);
        if (parts.length < 4) {
            throw new IllegalArgumentException("a constraint has shape, member, place, rule and argument: " + line);
        }
        return new ConstraintLine(parts[0], parts[1], parts[2], parts[3], parts.length == 5 ? parts[4] : "");
    }

    /** Whether this line, taken as a pattern in which {@code *} means anything, covers {@code other}. */
    boolean covers(ConstraintLine other) {
        return part(shape, other.shape)
                && part(member, other.member)
                && part(inside, other.inside)
                && part(rule, other.rule);
    }

    String text() {
        return String.join("\t", shape, member, inside, rule, argument);
    }

    private static boolean part(String wanted, String actual) {
        return wanted.equals("*") || wanted.equals(actual);
    }
}
