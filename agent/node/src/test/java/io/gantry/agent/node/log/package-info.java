/** Options of the awslogs driver, and how lines become events. */
@NullMarked
package io.gantry.agent.node.log;

import org.jspecify.annotations.NullMarked;
