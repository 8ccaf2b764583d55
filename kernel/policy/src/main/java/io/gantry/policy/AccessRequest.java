package io.gantry.policy;

/**
 * What policies are asked about.
 *
 * @param caller who
 * @param action for example {@code ecs:RunTask}
 * @param resource an ARN; {@code *} for an action that is about no resource
 * @param keys what else is known of the request
 */
public record AccessRequest(Caller caller, String action, String resource, ConditionKeys keys) {}
