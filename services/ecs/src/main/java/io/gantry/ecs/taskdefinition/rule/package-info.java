/**
 * What AWS demands of a task definition: one class a rule, each refusing with a ClientException. What the model itself
 * constrains (required members, enums) has been checked before. Nothing here knows the store.
 */
@NullMarked
package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.NullMarked;
