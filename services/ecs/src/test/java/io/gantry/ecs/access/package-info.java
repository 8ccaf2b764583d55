/** Tests of the package of this name. */
@NullMarked
package io.gantry.ecs.access;

import org.jspecify.annotations.NullMarked;
