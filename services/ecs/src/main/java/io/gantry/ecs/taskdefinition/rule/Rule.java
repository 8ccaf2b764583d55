package io.gantry.ecs.taskdefinition.rule;

/** One demand on task definitions. */
@FunctionalInterface
interface Rule {
    /**
     * Checks a draft.
     *
     * @throws io.gantry.base.AwsError ClientException when it breaks the rule
     */
    void check(Draft draft);
}
