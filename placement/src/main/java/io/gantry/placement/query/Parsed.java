package io.gantry.placement.query;

/** What reading an expression gives. */
public sealed interface Parsed {
    /** It can be asked. */
    record Valid(Query query) implements Parsed {}

    /**
     * It cannot.
     *
     * @param why a sentence that says what was found and what is allowed
     * @param column where, counted from 1
     */
    record Invalid(String why, int column) implements Parsed {}
}
