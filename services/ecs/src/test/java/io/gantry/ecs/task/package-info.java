/** Tests of tasks. */
@NullMarked
package io.gantry.ecs.task;

import org.jspecify.annotations.NullMarked;
