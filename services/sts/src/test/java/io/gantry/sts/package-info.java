/** Tests of what the package of the same name holds. */
@NullMarked
package io.gantry.sts;

import org.jspecify.annotations.NullMarked;
