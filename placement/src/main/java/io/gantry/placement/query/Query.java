package io.gantry.placement.query;

/** An expression of the cluster query language. */
public final class Query {
    /** Characters of an expression, at most. */
    public static final int LONGEST = 2_000;

    private static final int DEEPEST = 100;

    private final String text;
    private final Condition condition;
    private final boolean asksAboutHosts;
    private final boolean asksAboutTasks;

    Query(String text, Condition condition, boolean asksAboutHosts, boolean asksAboutTasks) {
        this.text = text;
        this.condition = condition;
        this.asksAboutHosts = asksAboutHosts;
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

    /**
     * Whether it asks what a host has for itself: its tasks, its id or when it was registered. If not, the answer is the
     * same for all connected hosts with the same attributes and agent.
     */
    public boolean asksAboutHosts() {
        return asksAboutHosts;
    }

    /** Whether it asks for {@code runningTasksCount} or {@code task:group}, which cost a look at the host's tasks. */
    public boolean asksAboutTasks() {
        return asksAboutTasks;
    }

    /** Whether it holds for a host. */
    public boolean holds(Facts host) {
        return condition.holds(host);
    }

    /** Queries are the same when their texts are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Query query && query.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
