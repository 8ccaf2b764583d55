/** Tests of the package of this name. */
@NullMarked
package io.gantry.ecs.resource;

import org.jspecify.annotations.NullMarked;
