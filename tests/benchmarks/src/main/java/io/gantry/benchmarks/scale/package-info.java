/**
 * A big cluster in virtual time: the whole control plane with its API, in one thread, and hosts that do what they are told and
 * keep nothing, so that the heap is the control plane's.
 */
@NullMarked
package io.gantry.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
