/**
 * Services: a number of tasks kept running, replaced when they end, and rolled over to new revisions inside limits. An
 * operation only records what is wanted; {@link io.gantry.ecs.service.ServiceReconciler} looks at a service and its tasks,
 * {@link io.gantry.ecs.service.ServiceDecider} says the one next step, and that is all that ever starts or stops a task of a
 * service. What its tasks do on their hosts is the tasks' own matter.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html">ECS: services</a>
 */
@NullMarked
package io.gantry.ecs.service;

import org.jspecify.annotations.NullMarked;
