/**
 * The image of the sandbox: a program of a hundred bytes that waits, and the archive that brings it into an engine. What a sandbox
 * is for stands at {@link io.gantry.agent.node.task.Sandbox}; its network is made behind
 * {@link io.gantry.agent.node.port.TaskNetwork}.
 */
@NullMarked
package io.gantry.agent.node.sandbox;

import org.jspecify.annotations.NullMarked;
