package io.gantry.placement.query;

import io.gantry.placement.query.grammar.ClusterQueryParser;

/**
 * The operators, each a plain one or the negation of one. So a host that lacks an attribute passes {@code !=}, {@code !in}
 * and {@code !~} as it passes {@code !exists}.
 */
enum Operator {
    EQUAL(false),
    NOT_EQUAL(true),
    GREATER(false),
    GREATER_EQUAL(false),
    LESS(false),
    LESS_EQUAL(false),
    EXISTS(false),
    NOT_EXISTS(true),
    IN(false),
    NOT_IN(true),
    MATCHES(false),
    NOT_MATCHES(true);

    private final boolean negates;

    Operator(boolean negates) {
        this.negates = negates;
    }

    /** Whether it is the negation of the one before it. */
    boolean negates() {
        return negates;
    }

    /** The operator of a token: the grammar has the same names. */
    static Operator of(int tokenType) {
        return valueOf(ClusterQueryParser.VOCABULARY.getSymbolicName(tokenType));
    }
}
