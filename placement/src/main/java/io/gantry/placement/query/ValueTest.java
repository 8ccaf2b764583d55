package io.gantry.placement.query;

/** Whether a value passes. */
@FunctionalInterface
interface ValueTest {
    boolean passes(String value);
}
