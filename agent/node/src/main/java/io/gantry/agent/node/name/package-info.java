/** Names of tasks' interfaces, as the resolver of their VPC knows them: pure. Listening and forwarding are an adapter's. */
@NullMarked
package io.gantry.agent.node.name;

import org.jspecify.annotations.NullMarked;
