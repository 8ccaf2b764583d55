/** Instance profiles, which hand a role to a machine. */
@NullMarked
package io.gantry.iam.instanceprofile;

import org.jspecify.annotations.NullMarked;
