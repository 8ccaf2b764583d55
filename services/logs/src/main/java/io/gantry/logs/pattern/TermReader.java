package io.gantry.logs.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads terms between spaces: {@code word}, {@code "a phrase"}, {@code %expression%}, each with {@code ?} or {@code -} before it. */
final class TermReader {
    private TermReader() {}

    static FilterPattern read(PatternText in) {
        List<Term> required = new ArrayList<>();
        List<Term> optional = new ArrayList<>();
        List<Term> excluded = new ArrayList<>();
        in.skipSpaces();
        while (!in.ended()) {
            List<Term> kind = in.skip("?") ? optional : in.skip("-") ? excluded : required;
            Term term = term(in);
            // A term without text is in every line: it neither asks for nor excludes anything.
            if (!(term instanceof Term.Text(String text, Needle _)) || !text.isEmpty()) {
                kind.add(term);
            }
            in.skipSpaces();
        }
        return new TermPattern(required, optional, excluded);
    }

    private static Term term(PatternText in) {
        Optional<RegexTerm> regex = in.regex();
        if (regex.isPresent()) {
            return new Term.Regex(regex.get());
        }
        if (in.peek() == '"') {
            return new Term.Text(in.quoted('"'));
        }
        String word = in.untilSpace();
        if (word.isEmpty()) {
            throw in.invalid("a term is missing");
        }
        if (!word.chars().allMatch(c -> PatternText.plain((char) c))) {
            throw in.invalidTerm(word);
        }
        return new Term.Text(word);
    }
}
