/** Measurements of containers and the frames that carry them (agent-protocol.md 9). Pure: numbers in, frames out. */
@NullMarked
package io.gantry.agent.node.telemetry;

import org.jspecify.annotations.NullMarked;
