/** Operations that Gantry does not have and refuses by name. */
@NullMarked
package io.gantry.logs.absent;

import org.jspecify.annotations.NullMarked;
