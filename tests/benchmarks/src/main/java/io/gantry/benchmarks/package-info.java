/**
 * The project's benchmarks: each figure is measured beside a baseline in the same run, and what counts is their ratio. No
 * test asserts a figure: machines differ.
 */
@NullMarked
package io.gantry.benchmarks;

import org.jspecify.annotations.NullMarked;
