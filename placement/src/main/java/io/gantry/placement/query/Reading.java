package io.gantry.placement.query;

import io.gantry.placement.query.grammar.ClusterQueryLexer;
import io.gantry.placement.query.grammar.ClusterQueryParser;
import io.gantry.placement.query.grammar.ClusterQueryParser.AtomContext;
import io.gantry.placement.query.grammar.ClusterQueryParser.ComparisonContext;
import io.gantry.placement.query.grammar.ClusterQueryParser.ConjunctionContext;
import io.gantry.placement.query.grammar.ClusterQueryParser.DisjunctionContext;
import io.gantry.placement.query.grammar.ClusterQueryParser.NegationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** One reading of one text: from the parser's tree to a condition, keeping the first complaint. */
final class Reading {
    /** What users call the tokens that have several spellings or none. */
    private static final Map<Integer, String> SPELLINGS = Map.ofEntries(
            Map.entry(ClusterQueryLexer.AND, "and"),
            Map.entry(ClusterQueryLexer.OR, "or"),
            Map.entry(ClusterQueryLexer.NOT, "not"),
            Map.entry(ClusterQueryLexer.EQUAL, "=="),
            Map.entry(ClusterQueryLexer.NOT_EQUAL, "!="),
            Map.entry(ClusterQueryLexer.GREATER, ">"),
            Map.entry(ClusterQueryLexer.GREATER_EQUAL, ">="),
            Map.entry(ClusterQueryLexer.LESS, "<"),
            Map.entry(ClusterQueryLexer.LESS_EQUAL, "<="),
            Map.entry(ClusterQueryLexer.EXISTS, "exists"),
            Map.entry(ClusterQueryLexer.NOT_EXISTS, "!exists"),
            Map.entry(ClusterQueryLexer.IN, "in"),
            Map.entry(ClusterQueryLexer.NOT_IN, "!in"),
            Map.entry(ClusterQueryLexer.MATCHES, "=~"),
            Map.entry(ClusterQueryLexer.NOT_MATCHES, "!~"),
            Map.entry(ClusterQueryLexer.WORD, "a word"),
            Map.entry(ClusterQueryLexer.TEXT, "a quoted text"),
            Map.entry(Token.EOF, "the end"));

    private final String text;
    private Optional<Parsed.Invalid> complaint = Optional.empty();
    private boolean asksAboutHosts;
    private boolean asksAboutTasks;

    Reading(String text) {
        this.text = text;
    }

    Parsed parsed() {
        ClusterQueryLexer lexer = new ClusterQueryLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        ClusterQueryParser parser = new ClusterQueryParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(new BaseErrorListener() {
            @Override
            public void syntaxError(
                    Recognizer<?, ?> recognizer,
                    Object offending,
                    int line,
                    int inLine,
                    String message,
                    @Nullable RecognitionException cause) {
                unexpected((Parser) recognizer, (Token) offending);
            }
        });
        DisjunctionContext tree = parser.query().disjunction();
        if (complaint.isPresent()) {
            return complaint.get();
        }
        Condition condition = any(tree);
        return complaint
                .<Parsed>map(invalid -> invalid)
                .orElseGet(() -> new Parsed.Valid(new Query(text, condition, asksAboutHosts, asksAboutTasks)));
    }

    private void unexpected(Parser parser, Token offending) {
        TreeSet<String> expected = new TreeSet<>();
        for (int type : parser.getExpectedTokens().toArray()) {
            expected.add(SPELLINGS.getOrDefault(type, ClusterQueryParser.VOCABULARY.getDisplayName(type)));
            if (type == Token.EOF || type == ClusterQueryLexer.CLOSE) {
                // Where an expression may end it may go on; the parser has left that state when it looks for the end.
                expected.addAll(List.of("and", "or"));
            }
        }
        String found =
                offending.getType() == Token.EOF ? "The expression ends" : "'" + offending.getText() + "' stands";
        complain(offending, found + " where one of these is expected: " + String.join(" ", expected) + ".");
    }

    private void complain(Token where, String why) {
        if (complaint.isEmpty()) {
            complaint = Optional.of(new Parsed.Invalid(why, where.getStartIndex() + 1));
        }
    }

    private Condition any(DisjunctionContext tree) {
        List<Condition> parts = tree.conjunction().stream().map(this::all).toList();
        return parts.size() == 1 ? parts.getFirst() : new Condition.Any(parts);
    }

    private Condition all(ConjunctionContext tree) {
        List<Condition> parts = tree.negation().stream().map(this::negation).toList();
        return parts.size() == 1 ? parts.getFirst() : new Condition.All(parts);
    }

    private Condition negation(NegationContext tree) {
        Condition part = atom(tree.atom());
        return tree.NOT().size() % 2 == 0 ? part : new Condition.Not(part);
    }

    private Condition atom(AtomContext tree) {
        return tree.comparison() == null ? any(tree.disjunction()) : comparison(tree.comparison());
    }

    private Condition comparison(ComparisonContext tree) {
        Optional<Subject> named = Subject.of(tree.subject.getText());
        if (named.isEmpty()) {
            complain(
                    tree.subject,
                    "'" + tree.subject.getText() + "' is no subject. Subjects are " + Subject.NAMES + ".");
            return new Condition.All(List.of());
        }
        Subject subject = named.get();
        asksAboutHosts |= subject.isOfOneHost();
        asksAboutTasks |= subject.isOfTasks();
        List<Token> arguments =
                tree.value().stream().map(value -> value.getStart()).toList();
        Operator operator = Operator.of(tree.operator.getType());
        Condition has = new Condition.Has(subject, test(subject, operator, arguments));
        return operator.negates() ? new Condition.Not(has) : has;
    }

    private ValueTest test(Subject subject, Operator operator, List<Token> tokens) {
        List<String> arguments = new ArrayList<>();
        for (Token token : tokens) {
            arguments.add(plain(token));
            boolean pattern = operator == Operator.MATCHES || operator == Operator.NOT_MATCHES;
            if (!pattern) {
                subject.refuses(plain(token)).ifPresent(why -> complain(token, why + ", not '" + plain(token) + "'."));
            }
        }
        String first = arguments.isEmpty() ? "" : arguments.getFirst();
        return switch (operator) {
            case EXISTS, NOT_EXISTS -> value -> true;
            case EQUAL, NOT_EQUAL, IN, NOT_IN ->
                value -> arguments.stream().anyMatch(argument -> subject.same(value, argument));
            case GREATER -> value -> subject.compare(value, first) > 0;
            case GREATER_EQUAL -> value -> subject.compare(value, first) >= 0;
            case LESS -> value -> subject.compare(value, first) < 0;
            case LESS_EQUAL -> value -> subject.compare(value, first) <= 0;
            case MATCHES, NOT_MATCHES -> expression(tokens.getFirst(), first);
        };
    }

    private ValueTest expression(Token token, String pattern) {
        try {
            return new Expression(Pattern.compile(pattern));
        } catch (PatternSyntaxException none) {
            complain(token, "'" + pattern + "' is no regular expression: " + none.getDescription() + ".");
            return value -> false;
        }
    }

    private static String plain(Token token) {
        String text = token.getText();
        return token.getType() == ClusterQueryLexer.TEXT ? text.substring(1, text.length() - 1) : text;
    }
}
