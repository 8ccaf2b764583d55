package io.gantry.placement.query;

/** An expression of the cluster query language. */
public final class Query {
    /** Characters of an expression, at most. */
    public static final int LONGEST = 2_000;

    private static final int DEEPEST = 100;

    private final String text;
    private final Condition condition;
    private final boolean asksAboutTasks;

    Query(String text, Condition condition, boolean asksAboutTasks) {
        this.text = text;
        this.condition = condition;
        this.asksAboutTasks = asksAboutTasks;
    }

    /** Reads an expression. */
    public static Parsed parse(String text) {
        if (text.isBlank()) {
            return new Parsed.Invalid("The expression is empty.", 1);
        }
        if (text.length() > LONGEST) {
            return new Parsed.Invalid("The expression has more than " + LONGEST + " characters.", LONGEST + 1);
        }
        int open = 0;
        for (int i = 0; i < text.length(); i++) {
            open += text.charAt(i) == '(' ? 1 : 0;
            if (open > DEEPEST) {
                return new Parsed.Invalid("The expression has more than " + DEEPEST + " opening parentheses.", i + 1);
            }
        }
        return new Reading(text).parsed();
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /** Whether it asks for {@code runningTasksCount} or {@code task:group}, which cost a look at the host's tasks. */
    public boolean asksAboutTasks() {
        return asksAboutTasks;
    }

    /** Whether it holds for a host. */
    public boolean holds(Facts host) {
        return condition.holds(host);
    }

    @Override
    public String toString() {
        return text;
    }
}
