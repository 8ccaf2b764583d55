/**
 * A container as Docker is asked for it: names, labels, the JSON of its creation, its volumes (agent-protocol.md 11 and
 * 17.1). Pure: it asks nobody but the payload.
 */
@NullMarked
package io.gantry.agent.node.container;

import org.jspecify.annotations.NullMarked;
