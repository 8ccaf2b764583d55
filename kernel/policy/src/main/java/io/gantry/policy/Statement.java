package io.gantry.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One statement, compiled.
 *
 * @param sid its id; its place in the document, from 1, where it has none
 * @param effect what it does when it matches
 * @param principals for whom it is; empty where a policy belongs to its principal
 * @param actions the actions, in lower case
 * @param resources the resources; none where the policy belongs to its resource
 * @param conditions all of which must hold
 */
record Statement(
        String sid,
        Effect effect,
        Optional<Principals> principals,
        Choice<Wildcard> actions,
        Choice<ResourcePattern> resources,
        List<Condition> conditions) {
    Statement {
        conditions = List.copyOf(conditions);
    }

    /**
     * What an element and its negation name.
     *
     * @param listed the values
     * @param others whether all but these are meant ({@code NotAction}, {@code NotResource})
     */
    record Choice<T>(List<T> listed, boolean others) {
        Choice {
            listed = List.copyOf(listed);
        }
    }

    /**
     * Whether the statement is about the request; for whom it is, is not asked.
     *
     * @param action the request's action in lower case
     */
    boolean matches(AccessRequest request, String action) {
        return hasAction(action) && hasResource(request) && holds(request.keys());
    }

    private boolean hasAction(String action) {
        for (Wildcard pattern : actions.listed()) {
            if (pattern.matches(action)) {
                return !actions.others();
            }
        }
        return actions.others();
    }

    private boolean hasResource(AccessRequest request) {
        for (ResourcePattern pattern : resources.listed()) {
            if (pattern.matches(request)) {
                return !resources.others();
            }
        }
        return resources.others();
    }

    private boolean holds(ConditionKeys keys) {
        for (Condition condition : conditions) {
            if (!condition.holds(keys)) {
                return false;
            }
        }
        return true;
    }

    void collectKeys(Set<String> keys) {
        resources.listed().forEach(resource -> resource.collectKeys(keys));
        conditions.forEach(condition -> condition.collectKeys(keys));
    }
}
