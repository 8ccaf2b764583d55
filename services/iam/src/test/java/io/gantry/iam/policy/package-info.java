/** Tests of what the package of the same name holds. */
@NullMarked
package io.gantry.iam.policy;

import org.jspecify.annotations.NullMarked;
