/** What the agent needs of the world: a container engine and a control plane. Adapters implement these. */
@NullMarked
package io.gantry.agent.node.port;

import org.jspecify.annotations.NullMarked;
