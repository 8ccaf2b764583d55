/**
 * The Linux kernel as a {@link io.gantry.agent.node.port.TaskNetwork}, driven by the {@code ip}, {@code nft} and {@code nsenter}
 * tools. A VPC is a network namespace on the host that routes between the tasks' namespaces and, over one link, to the host;
 * nothing runs in it. Everything has a name that follows from the ids, so it is found again by any later process. Why routing and
 * no bridge: docs/decisions/0019.
 */
@NullMarked
package io.gantry.network.linux;

import org.jspecify.annotations.NullMarked;
