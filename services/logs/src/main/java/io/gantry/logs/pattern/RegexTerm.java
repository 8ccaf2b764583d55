package io.gantry.logs.pattern;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression as CloudWatch Logs allows them: without groups, so that no quantifier stands on another.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html">CloudWatch Logs: supported
 *     regular expressions</a>
 */
record RegexTerm(Pattern pattern) {
    private static final String ALLOWED = ":_#=@/;,-^$?[]{}|\\*+. ";
    private static final String CLASSES = "dDsSwWx";

    static RegexTerm of(String expression, PatternText in) {
        if (expression.isEmpty()) {
            throw in.invalid("the regular expression is empty");
        }
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            boolean ascii = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!ascii && ALLOWED.indexOf(c) < 0) {
                throw in.invalid("'" + c + "' is not supported in a regular expression");
            }
            if (c == '\\' && i + 1 < expression.length()) {
                char escaped = expression.charAt(++i);
                if (Character.isLetterOrDigit(escaped) && CLASSES.indexOf(escaped) < 0) {
                    throw in.invalid("\\" + escaped + " is not supported in a regular expression");
                }
            }
        }
        try {
            return new RegexTerm(Pattern.compile(expression));
        } catch (PatternSyntaxException broken) {
            throw in.invalid("the regular expression is broken: " + broken.getDescription());
        }
    }

    boolean finds(String text) {
        return pattern.matcher(new BoundedText(text)).find();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RegexTerm that && that.pattern.pattern().equals(pattern.pattern());
    }

    @Override
    public int hashCode() {
        return pattern.pattern().hashCode();
    }
}
