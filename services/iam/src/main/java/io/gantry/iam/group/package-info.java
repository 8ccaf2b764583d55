/** Groups of users. */
@NullMarked
package io.gantry.iam.group;

import org.jspecify.annotations.NullMarked;
