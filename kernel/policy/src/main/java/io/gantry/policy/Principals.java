package io.gantry.policy;

import io.gantry.policy.PrincipalPattern.Reach;
import java.util.List;

/**
 * For whom a statement is.
 *
 * @param patterns whom it names
 * @param others whether it is for everybody else ({@code NotPrincipal})
 */
record Principals(List<PrincipalPattern> patterns, boolean others) {
    Principals {
        patterns = List.copyOf(patterns);
    }

    /** How far the statement is for {@code caller}. */
    Reach reach(Caller caller) {
        Reach best = Reach.NONE;
        for (PrincipalPattern pattern : patterns) {
            Reach reach = pattern.reach(caller);
            best = reach.compareTo(best) > 0 ? reach : best;
        }
        if (!others) {
            return best;
        }
        // Whoever is excepted has to be named itself: its account or its role does not do.
        return best == Reach.CALLER ? Reach.NONE : PrincipalPattern.ANYBODY.reach(caller);
    }
}
