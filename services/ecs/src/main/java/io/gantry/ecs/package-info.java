/**
 * Amazon ECS: clusters, task definitions, container instances and tasks. {@link io.gantry.ecs.Ecs} is the door.
 *
 * <p>Packages are named by resource noun and may use one another only in this order: resource, cluster, taskdefinition,
 * instance, task, dispatch; accountsetting, attribute and tag stand beside them, the door on top.
 */
@NullMarked
package io.gantry.ecs;

import org.jspecify.annotations.NullMarked;
