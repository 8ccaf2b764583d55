/** Each rule with its table. */
@NullMarked
package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.NullMarked;
