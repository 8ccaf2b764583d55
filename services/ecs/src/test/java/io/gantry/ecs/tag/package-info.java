/** Tests of the package of this name. */
@NullMarked
package io.gantry.ecs.tag;

import org.jspecify.annotations.NullMarked;
