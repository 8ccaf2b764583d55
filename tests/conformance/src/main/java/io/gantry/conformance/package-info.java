/**
 * Real clients against a running Gantry: processes of its own, a home of its own, the machine's container engine. What
 * starts and calls them is here, since the benchmarks use it as well; the cases are tests.
 */
@NullMarked
package io.gantry.conformance;

import org.jspecify.annotations.NullMarked;
