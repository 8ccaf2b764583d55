/** Roles, also those that are linked to a service. */
@NullMarked
package io.gantry.iam.role;

import org.jspecify.annotations.NullMarked;
