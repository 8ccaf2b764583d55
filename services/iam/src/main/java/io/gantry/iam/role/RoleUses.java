package io.gantry.iam.role;

import io.gantry.state.View;

/** What hangs on a role besides its policies. */
@FunctionalInterface
public interface RoleUses {
    /** Whether the role is in an instance profile. */
    boolean inProfile(View view, Role role);
}
