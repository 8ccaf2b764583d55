/** Tests of task definitions through the room's door. */
@NullMarked
package io.gantry.ecs.taskdefinition;

import org.jspecify.annotations.NullMarked;
