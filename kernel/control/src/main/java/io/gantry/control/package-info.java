/**
 * Keyed reconcilers: look at a snapshot, decide one step, do it, look again. The logic is stepped by {@code poll()};
 * {@link io.gantry.control.ControlDriver} lends it threads in production and a simulation steps it by hand.
 */
@NullMarked
package io.gantry.control;

import org.jspecify.annotations.NullMarked;
