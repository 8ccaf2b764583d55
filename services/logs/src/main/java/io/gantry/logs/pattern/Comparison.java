package io.gantry.logs.pattern;

import java.util.Optional;

/**
 * A comparison of a value in a line with one in the pattern.
 *
 * @param operator how
 * @param operand with what
 */
record Comparison(Operator operator, Operand operand) {
    /** How two values are compared. */
    enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        AT_LEAST(">="),
        AT_MOST("<="),
        GREATER(">"),
        LESS("<");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }
    }

    /** A value in a pattern. */
    sealed interface Operand {
        /** A text whose ends may be open. */
        record Text(String text, boolean openStart, boolean openEnd) implements Operand {}

        /** A number, which is also compared as the text that it was written as. */
        record Numeric(double number, String text) implements Operand {}

        /** What a regular expression finds. */
        record Regex(RegexTerm regex) implements Operand {}
    }

    /** Takes an operator if one comes next. */
    static Optional<Operator> operator(PatternText in) {
        in.skipSpaces();
        // The longer signs first: "!=" and ">=" begin and end like others.
        for (Operator operator : new Operator[] {
            Operator.NOT_EQUAL, Operator.AT_LEAST, Operator.AT_MOST, Operator.EQUAL, Operator.GREATER, Operator.LESS
        }) {
            if (in.skip(operator.sign)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    /** Takes what {@code operator} compares with. */
    static Comparison read(Operator operator, PatternText in) {
        in.skipSpaces();
        Operand operand = operand(in);
        boolean order = operator != Operator.EQUAL && operator != Operator.NOT_EQUAL;
        if (order && !(operand instanceof Operand.Numeric)) {
            throw in.invalid(operator.sign + " compares with a number");
        }
        return new Comparison(operator, operand);
    }

    private static Operand operand(PatternText in) {
        Optional<RegexTerm> regex = in.regex();
        if (regex.isPresent()) {
            return new Operand.Regex(regex.get());
        }
        if (in.peek() == '"') {
            return text(in.quoted('"'));
        }
        String word = in.word(".*-+:/@#$");
        if (word.isEmpty()) {
            throw in.invalid("a value is missing");
        }
        return number(word)
                .<Operand>map(number -> new Operand.Numeric(number, word))
                .orElseGet(() -> text(word));
    }

    private static Operand text(String written) {
        boolean start = written.startsWith("*");
        boolean end = written.length() > 1 && written.endsWith("*");
        String text = written.substring(start ? 1 : 0, written.length() - (end ? 1 : 0));
        return new Operand.Text(text, start, end);
    }

    /** A number as the pattern language writes them; Java's own notations with letters at the end are none. */
    static Optional<Double> number(String text) {
        return text.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?")
                ? Optional.of(Double.valueOf(text))
                : Optional.empty();
    }

    /** Whether {@code value} compares so. */
    boolean test(String value) {
        return switch (operator) {
            case EQUAL -> equal(value);
            case NOT_EQUAL -> !equal(value);
            case AT_LEAST -> order(value).map(order -> order >= 0).orElse(false);
            case AT_MOST -> order(value).map(order -> order <= 0).orElse(false);
            case GREATER -> order(value).map(order -> order > 0).orElse(false);
            case LESS -> order(value).map(order -> order < 0).orElse(false);
        };
    }

    private boolean equal(String value) {
        return switch (operand) {
            case Operand.Regex(RegexTerm regex) -> regex.finds(value);
            case Operand.Numeric(double number, String text) ->
                value.equals(text)
                        || number(value).filter(other -> other == number).isPresent();
            case Operand.Text(String text, boolean openStart, boolean openEnd) -> {
                if (openStart && openEnd) {
                    yield value.contains(text);
                }
                if (openStart) {
                    yield value.endsWith(text);
                }
                yield openEnd ? value.startsWith(text) : value.equals(text);
            }
        };
    }

    private Optional<Integer> order(String value) {
        return operand instanceof Operand.Numeric(double number, String _)
                ? number(value).map(other -> Double.compare(other, number))
                : Optional.empty();
    }
}
