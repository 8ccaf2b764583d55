/**
 * Capacity providers: the two of FARGATE that every account has, and how a strategy spreads tasks over providers. Where a task
 * fits is placement's business; Auto Scaling groups and managed instances are none of ours yet.
 */
@NullMarked
package io.gantry.ecs.capacity;

import org.jspecify.annotations.NullMarked;
