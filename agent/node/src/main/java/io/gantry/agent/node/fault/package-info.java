/**
 * Faults that a task asks for in its own network, to learn how it bears them: what may be asked, and the answers. How a fault is
 * made is the matter of {@link io.gantry.agent.node.port.TrafficFaults}.
 */
@NullMarked
package io.gantry.agent.node.fault;

import org.jspecify.annotations.NullMarked;
