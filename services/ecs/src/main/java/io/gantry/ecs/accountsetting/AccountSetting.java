package io.gantry.ecs.accountsetting;

import io.gantry.ecs.resource.Scope;

/**
 * That a principal has set a setting. What the account's root has set is the default of all others.
 *
 * @param principalArn a user's, a role's or the root's ARN
 * @param name as AWS prints it
 */
public record AccountSetting(Scope scope, String principalArn, String name, String value) {
    /** The id in {@link AccountSettings#TABLE}; those of one principal lie together. */
    public String id() {
        return id(scope, principalArn, name);
    }

    static String id(Scope scope, String principalArn, String name) {
        return scope.id(principalArn + "/" + name);
    }
}
