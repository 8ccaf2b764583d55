/**
 * AWS Security Token Service: temporary credentials of roles and users, and who a caller is. {@link io.gantry.sts.Sts} is the
 * door. The room stores nothing: a session is what its token says (docs/decisions, "A session is its token"). Roles are the
 * {@code iam} room's and are asked for there; identity providers, MFA and federation are not built.
 */
@NullMarked
package io.gantry.sts;

import org.jspecify.annotations.NullMarked;
