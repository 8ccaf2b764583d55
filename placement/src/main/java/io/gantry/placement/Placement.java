package io.gantry.placement;

import java.util.List;

/**
 * The answer to a {@link Request}.
 *
 * @param assignments candidate ids, one for each copy that found a place, in the order of placing
 * @param refusals when not all copies found a place: why each candidate could not take the next one
 */
public record Placement(List<String> assignments, List<Refusal> refusals) {
    public Placement {
        assignments = List.copyOf(assignments);
        refusals = List.copyOf(refusals);
    }

    /** Why {@code candidate} could not take the task. */
    public record Refusal(String candidate, Reason reason) {}
}
