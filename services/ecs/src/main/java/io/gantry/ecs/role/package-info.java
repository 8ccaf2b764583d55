/**
 * The roles that tasks act in: whether ECS may assume them, and the credentials that tasks get. What a role may do is the
 * {@code iam} room's matter, and its credentials are made by the {@code sts} room.
 */
@NullMarked
package io.gantry.ecs.role;

import org.jspecify.annotations.NullMarked;
