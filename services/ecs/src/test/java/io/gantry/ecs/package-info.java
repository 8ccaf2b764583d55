/** Tests of the door, and the room as tests of all nouns open it. */
@NullMarked
package io.gantry.ecs;

import org.jspecify.annotations.NullMarked;
