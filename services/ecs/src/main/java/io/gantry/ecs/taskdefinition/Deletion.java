package io.gantry.ecs.taskdefinition;

import io.gantry.control.Step;

/** What to do about a revision that may be in DELETE_IN_PROGRESS. */
public sealed interface Deletion extends Step {
    /** It is not to be deleted, or something uses it still. */
    record Stays() implements Deletion, Step.Settled {}

    /** Nothing uses it any more. */
    record Forget(TaskDefinition definition) implements Deletion, Step.Commit {}
}
