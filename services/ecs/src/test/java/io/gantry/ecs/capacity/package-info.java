/** Tests of capacity providers and their strategies. */
@NullMarked
package io.gantry.ecs.capacity;

import org.jspecify.annotations.NullMarked;
