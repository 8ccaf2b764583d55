/**
 * What a container is told about itself and its task on the link-local address that every AWS SDK knows (agent-protocol.md 13):
 * who may ask, and what the answers look like. Not how requests come in: whoever has the socket hands them over.
 */
@NullMarked
package io.gantry.agent.node.metadata;

import org.jspecify.annotations.NullMarked;
