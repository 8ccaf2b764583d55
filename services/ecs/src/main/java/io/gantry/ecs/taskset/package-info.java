/**
 * Task sets: parts of a service whose rollouts another controller than ECS decides. Their records, their table and AWS's shape
 * of them. What starts and stops their tasks, and the operations, are the service's own matter: this package knows no
 * services.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-external.html">ECS: external
 *     deployment</a>
 */
@NullMarked
package io.gantry.ecs.taskset;

import org.jspecify.annotations.NullMarked;
