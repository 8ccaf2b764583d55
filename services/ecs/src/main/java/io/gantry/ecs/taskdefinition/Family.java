package io.gantry.ecs.taskdefinition;

import io.gantry.ecs.resource.Scope;

/**
 * The revisions of one family, counted. It outlives them: the next revision's number is always greater than any before.
 * Whoever adds, moves or forgets a revision writes it in the same transaction.
 *
 * @param lastRevision the number of the newest revision that ever was
 * @param active how many are ACTIVE
 * @param others how many are INACTIVE or DELETE_IN_PROGRESS
 */
public record Family(Scope scope, String name, int lastRevision, int active, int others) {
    /** The id in {@link Families#TABLE}. */
    public String id() {
        return scope.id(name);
    }

    Family registered() {
        return new Family(scope, name, lastRevision + 1, active + 1, others);
    }

    Family deregistered() {
        return new Family(scope, name, lastRevision, active - 1, others + 1);
    }

    Family forgotten() {
        return new Family(scope, name, lastRevision, active, others - 1);
    }
}
