package io.gantry.access;

import io.gantry.policy.ConditionKeys;
import java.util.List;
import java.util.Map;

/**
 * One thing that a call needs to be allowed.
 *
 * @param action for example {@code ecs:RunTask}
 * @param resource an ARN; {@code *} for an action that is about no resource
 * @param keys of this action and resource; those of the call itself come to them
 */
public record Access(String action, String resource, ConditionKeys keys) {
    /** The resource of actions that AWS does not tie to any. */
    public static final String ANY = "*";

    /** An action without a resource and keys. */
    public static Access of(String action) {
        return new Access(action, ANY, ConditionKeys.NONE);
    }

    /** An action on a resource. */
    public static Access of(String action, String resource) {
        return new Access(action, resource, ConditionKeys.NONE);
    }

    /** The same with these keys before its own. */
    public Access with(ConditionKeys more) {
        return new Access(action, resource, more.or(keys));
    }

    /** The same with one key of one value. */
    public Access with(String key, String value) {
        return with(ConditionKeys.of(Map.of(key, List.of(value))));
    }

    /**
     * Handing a role over to a service.
     *
     * @param roleArn the role
     * @param service that may act in it, for example {@code ecs-tasks.amazonaws.com}
     * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html">IAM: passing a role</a>
     */
    public static Access passRole(String roleArn, String service) {
        return of("iam:PassRole", roleArn).with("iam:PassedToService", service);
    }
}
