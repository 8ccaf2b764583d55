/** Tests of task sets' records. */
@NullMarked
package io.gantry.ecs.taskset;

import org.jspecify.annotations.NullMarked;
