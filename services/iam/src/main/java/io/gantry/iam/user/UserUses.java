package io.gantry.iam.user;

import io.gantry.state.View;

/** What hangs on a user besides its policies and groups. */
@FunctionalInterface
public interface UserUses {
    /** Whether the user has access keys. */
    boolean hasKeys(View view, User user);
}
