package io.gantry.logs.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.base.AwsError;
import io.gantry.kit.Gen;
import io.gantry.kit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The pattern language against what it says in the plainest Java. */
final class FilterPatternProperties {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Few letters, so that terms are often found, and often nearly found. */
    private static String word(Gen gen) {
        StringBuilder word = new StringBuilder();
        for (int left = gen.between(1, 4); left > 0; left--) {
            word.append(gen.oneOf("a", "b", "ß"));
        }
        return word.toString();
    }

    private static String line(Gen gen) {
        StringBuilder line = new StringBuilder();
        for (int left = gen.below(30); left > 0; left--) {
            line.append(gen.oneOf("a", "b", "ß", " ", "c"));
        }
        return line.toString();
    }

    @Test
    void termsAreContainsAndNothingElse() {
        Seeds.check(2_000, gen -> {
            List<String> required = gen.list(2, () -> word(gen));
            List<String> excluded = gen.list(2, () -> word(gen));
            List<String> all = new ArrayList<>(required);
            excluded.forEach(word -> all.add("-" + word));
            String pattern = String.join(" ", gen.shuffled(all));
            String line = line(gen);
            boolean expected = required.stream().allMatch(line::contains)
                    && excluded.stream().noneMatch(line::contains);
            assertThat(FilterPattern.parse(pattern).matches(line))
                    .as("%s in '%s'", pattern, line)
                    .isEqualTo(expected);
            byte[] around = ("xx" + line + "ab").getBytes(StandardCharsets.UTF_8);
            assertThat(FilterPattern.parse(pattern).test().passes(around, 2, around.length - 2))
                    .as("%s between others", pattern)
                    .isEqualTo(expected);
        });
    }

    @Test
    void aQuickLookNeverLosesALine() {
        Seeds.check(2_000, gen -> {
            String pattern = gen.chance(0.5) ? word(gen) + " " + word(gen) : "?" + word(gen) + " ?" + word(gen);
            byte[] lines = (line(gen) + "\n" + line(gen)).getBytes(StandardCharsets.UTF_8);
            int split = gen.between(0, lines.length);
            var test = FilterPattern.parse(pattern).test();
            boolean any = test.passes(lines, 0, split) || test.passes(lines, split, lines.length);
            assertThat(!any || test.mayPassWithin(lines, 0, lines.length)).isTrue();
        });
    }

    @Test
    void conditionsOnJsonMeanWhatTheySay() {
        Seeds.check(1_000, gen -> {
            ObjectNode node = JSON.createObjectNode();
            node.put("a", gen.below(4));
            node.put("b", word(gen));
            int bound = gen.below(4);
            String text = word(gen);
            boolean first = node.get("a").asInt() >= bound;
            boolean second = node.get("b").asString().equals(text);
            String line = JSON.writeValueAsString(node);
            assertThat(FilterPattern.parse("{ $.a >= " + bound + " && $.b = \"" + text + "\" }")
                            .matches(line))
                    .isEqualTo(first && second);
            assertThat(FilterPattern.parse("{ $.a >= " + bound + " || $.b = \"" + text + "\" }")
                            .matches(line))
                    .isEqualTo(first || second);
            assertThat(FilterPattern.parse("{ $.a < " + bound + " }").matches(line))
                    .isNotEqualTo(first);
            assertThat(FilterPattern.parse("{ $.b != \"" + text + "\" }").matches(line))
                    .isNotEqualTo(second);
        });
    }

    @Test
    void anyTextIsAPatternOrRefusedAsOne() {
        Seeds.check(5_000, gen -> {
            StringBuilder text = new StringBuilder(gen.oneOf("", "{", "[", "{ $", "[a", "%", "\""));
            for (int left = gen.below(25); left > 0; left--) {
                text.append(gen.oneOf(
                        "$", ".", "[", "]", "{", "}", "a", "1", " ", "=", "!", "&&", "||", "*", "%", "\"", "(", ")",
                        ",", "...", "-", "?", "\\", "IS", "NULL", ">", "'"));
            }
            try {
                boolean _ = FilterPattern.parse(text.toString()).matches(gen.text(40));
            } catch (AwsError refused) {
                assertThat(refused.code()).isEqualTo("InvalidParameterException");
            }
        });
    }
}
