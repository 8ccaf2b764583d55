/** What of the big cluster can be asserted. */
@NullMarked
package io.gantry.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
