package io.gantry.policy;

/** How many of a key's values must match. */
enum Quantifier {
    /** Said nothing: the key has one value, or one of them does. */
    PLAIN,
    /** {@code ForAllValues:}, which a request without the key passes. */
    FOR_ALL_VALUES,
    /** {@code ForAnyValue:}, which a request without the key fails. */
    FOR_ANY_VALUE
}
