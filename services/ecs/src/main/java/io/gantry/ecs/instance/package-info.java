/**
 * Container instances and the ledgers of the hosts behind them: the records, their tables, registration and the agent's
 * verdicts. A container instance is a cluster's view of a host; what tasks take from the host stands in its
 * {@link io.gantry.ecs.instance.Allocation}.
 */
@NullMarked
package io.gantry.ecs.instance;

import org.jspecify.annotations.NullMarked;
