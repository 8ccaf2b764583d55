/**
 * Tasks: the record with its transitions and the table of who may make them, the operations that start, stop and show
 * tasks, the agent's reports, and the reconciler that carries a task through its states. How a task reaches its host is the
 * dispatch package's.
 */
@NullMarked
package io.gantry.ecs.task;

import org.jspecify.annotations.NullMarked;
