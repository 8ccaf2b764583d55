/**
 * The whole system in one thread and virtual time: the real control plane on the real store, real node engines on fake
 * container engines, a network that loses things, and checks after every step. Nothing here is a second implementation of
 * the system: what is simulated is only what lies around it.
 */
@NullMarked
package io.gantry.simulation;

import org.jspecify.annotations.NullMarked;
