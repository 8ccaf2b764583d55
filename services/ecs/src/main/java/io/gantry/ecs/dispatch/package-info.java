/**
 * The control plane's side of the agent protocol, without sockets: what it says on the two channels of each agent and what
 * it makes of their frames. Stepped: whoever owns the sockets calls it, one call at a time. Placement does not look here;
 * what it needs to know of an agent is a verdict in the instance's record.
 */
@NullMarked
package io.gantry.ecs.dispatch;

import org.jspecify.annotations.NullMarked;
