/** Tests of what the package of the same name holds. */
@NullMarked
package io.gantry.iam.simulation;

import org.jspecify.annotations.NullMarked;
