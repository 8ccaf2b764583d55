package io.gantry.policy;

import java.util.Optional;

/** What a value of a condition demands of a value of the request. */
@FunctionalInterface
interface ValueTest {
    /**
     * Whether {@code asked} is as demanded.
     *
     * @param asked a value of the condition's key in the request
     * @param keys of the request, for variables
     */
    boolean passes(String asked, ConditionKeys keys);

    /** How an operator makes tests of its values. */
    @FunctionalInterface
    interface Maker {
        /** The test of {@code value}; empty when the operator can make nothing of it. */
        Optional<ValueTest> of(String value, Template template);
    }
}
