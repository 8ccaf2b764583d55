/**
 * Where tasks go: a snapshot of candidates and a request in, assignments and a reason for each refusal out. Pure; it knows
 * neither records nor AWS shapes.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html">ECS: how tasks are
 *     placed</a>
 */
@NullMarked
package io.gantry.placement;

import org.jspecify.annotations.NullMarked;
