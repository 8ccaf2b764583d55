package io.gantry.placement;

import java.util.List;

/**
 * The answer to a {@link Request}.
 *
 * @param assignments host ids, one for each copy that found a place, in the order of placing
 * @param refusals when not all copies found a place: why each host could not take the next one
 * @param after the fleet with the copies on it
 */
public record Placement(List<String> assignments, List<Refusal> refusals, Fleet after) {
    public Placement {
        assignments = List.copyOf(assignments);
        refusals = List.copyOf(refusals);
    }

    /** Why {@code host} could not take the task. */
    public record Refusal(String host, Reason reason) {}
}
