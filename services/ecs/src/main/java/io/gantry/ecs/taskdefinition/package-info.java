/** Task definitions: the record, its table, validation as AWS does it, the six operations. */
@NullMarked
package io.gantry.ecs.taskdefinition;

import org.jspecify.annotations.NullMarked;
