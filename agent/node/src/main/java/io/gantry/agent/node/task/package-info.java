/**
 * One task on this host: what is wanted, what is observed, the next step ({@link io.gantry.agent.node.task.TaskDecider}) and
 * what is reported. Values and pure functions only: nothing here calls an engine, reads a clock or knows a thread.
 */
@NullMarked
package io.gantry.agent.node.task;

import org.jspecify.annotations.NullMarked;
