package io.gantry.policy;

/** The layers of policies that a request must pass, by the names that AWS's refusals give them. */
public enum Layer {
    /** What the user, its groups or the role may do. */
    IDENTITY("identity-based policy"),
    /** The most that the user or role may do. */
    BOUNDARY("permissions boundary"),
    /** The most that this session may do. */
    SESSION("session policy"),
    /** What the resource's own policy says. */
    RESOURCE("resource-based policy");

    private final String title;

    Layer(String title) {
        this.title = title;
    }

    /** As refusals write it, for example {@code identity-based policy}. */
    public String title() {
        return title;
    }
}
