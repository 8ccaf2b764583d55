/**
 * Service revisions and service deployments: what a service ran, runs and is about to run, and how it got there. A revision
 * is an immutable snapshot of a service's configuration; a deployment leads from the revisions that run to one target. The
 * records live here; the reconciler that drives them is the service's, which comes after in the room's order.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-deployment.html">ECS: service
 *     deployments</a>
 */
@NullMarked
package io.gantry.ecs.deployment;

import org.jspecify.annotations.NullMarked;
