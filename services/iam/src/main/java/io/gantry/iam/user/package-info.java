/** Users, and the groups that they are in. */
@NullMarked
package io.gantry.iam.user;

import org.jspecify.annotations.NullMarked;
