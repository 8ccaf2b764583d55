package io.gantry.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.kit.Gen;
import io.gantry.kit.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What holds of every set of policies. */
class PolicyProperties {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final List<String> ACTIONS = List.of("ecs:RunTask", "ecs:StopTask", "ecs:*", "*", "iam:PassRole");
    private static final List<String> RESOURCES = List.of(
            "*",
            "arn:aws:ecs:us-east-1:1:cluster/web",
            "arn:aws:ecs:us-east-1:1:cluster/*",
            "arn:aws:ecs:*:1:*",
            "arn:aws:ecs:us-*-1:1:cluster/${aws:username}");

    @Test
    void whoeverDeniesWins() {
        Seeds.check(2_000, gen -> {
            PolicySet set = set(gen);
            AccessRequest request = request(gen);
            PolicySource denying = source("denying", List.of(statement("Deny", request.action(), request.resource())));
            List<PolicySource> identity = new ArrayList<>(set.identity());
            identity.add(gen.below(identity.size() + 1), denying);
            Decision decision = PolicyEvaluator.decide(request, new PolicySet(identity, set.boundary(), set.session()));
            assertThat(decision).isInstanceOf(Decision.ExplicitDeny.class);
        });
    }

    @Test
    void orderDoesNotMatter() {
        Seeds.check(2_000, gen -> {
            List<ObjectNode> statements = statements(gen);
            List<ObjectNode> shuffled = new ArrayList<>(statements);
            Collections.shuffle(shuffled, new Random(gen.seed()));
            PolicySet set = set(gen);
            AccessRequest request = request(gen);
            List<PolicySource> identity = new ArrayList<>(set.identity());
            identity.add(source("p", statements));
            List<PolicySource> turned = new ArrayList<>(set.identity());
            turned.addFirst(source("p", shuffled));
            Decision first = PolicyEvaluator.decide(request, new PolicySet(identity, set.boundary(), set.session()));
            Decision second = PolicyEvaluator.decide(request, new PolicySet(turned, set.boundary(), set.session()));
            assertThat(second.getClass()).isEqualTo(first.getClass());
        });
    }

    @Test
    void limitsOnlyTakeAway() {
        Seeds.check(2_000, gen -> {
            PolicySet set = set(gen);
            AccessRequest request = request(gen);
            boolean limited = PolicyEvaluator.decide(request, set).allowed();
            boolean free = PolicyEvaluator.decide(request, PolicySet.of(set.identity()))
                    .allowed();
            assertThat(free || !limited).isTrue();
        });
    }

    @Test
    void anotherAllowingPolicyTakesNothingAway() {
        Seeds.check(2_000, gen -> {
            PolicySet set = PolicySet.of(set(gen).identity());
            AccessRequest request = request(gen);
            List<PolicySource> more = new ArrayList<>(set.identity());
            more.add(source("more", List.of(statement("Allow", gen.oneOf(ACTIONS), "*"))));
            boolean before = PolicyEvaluator.decide(request, set).allowed();
            assertThat(!before
                            || PolicyEvaluator.decide(request, PolicySet.of(more))
                                    .allowed())
                    .isTrue();
        });
    }

    @Test
    void wildcardsMatchWhatThePlainDefinitionMatches() {
        Seeds.check(20_000, gen -> {
            String pattern = word(gen, "ab:*?", 10);
            String text = word(gen, "ab:", 12);
            assertThat(Wildcard.of(pattern).matches(text))
                    .as("%s on %s", pattern, text)
                    .isEqualTo(plain(pattern, text));
            assertThat(Wildcard.of(pattern).ofArns().matches(text))
                    .as("%s as an ARN on %s", pattern, text)
                    .isEqualTo(arn(pattern).matcher(text).matches());
        });
    }

    @Test
    void hostilePatternsTakeNoLongerThanBothLengths() {
        String text = "a".repeat(20_000);
        assertThat(Wildcard.of("*a".repeat(200) + "b").matches(text)).isFalse();
        assertThat(Wildcard.of("a*".repeat(200) + ":x").ofArns().matches(text)).isFalse();
    }

    @Test
    void longDefaultsOfVariablesAreRead() {
        String written = "x".repeat(100_000) + "''".repeat(50_000);
        Template template = Template.of("${aws:none, '" + written + "'}", true);
        assertThat(template.text(ConditionKeys.NONE)).contains(written.replace("''", "'"));
        assertThat(Template.of("${aws:none, '" + written, true).fixed()).isTrue();
    }

    /** The definition itself: a star takes nothing, or one character more. */
    private static boolean plain(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        String rest = pattern.substring(1);
        return pattern.charAt(0) == '*'
                ? plain(rest, text) || (!text.isEmpty() && plain(pattern, text.substring(1)))
                : !text.isEmpty()
                        && (pattern.charAt(0) == '?' || pattern.charAt(0) == text.charAt(0))
                        && plain(rest, text.substring(1));
    }

    private static Pattern arn(String pattern) {
        StringBuilder regex = new StringBuilder();
        int colons = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            colons += c == ':' ? 1 : 0;
            boolean last = i + 1 == pattern.length() || pattern.charAt(i + 1) == ':';
            regex.append(
                    switch (c) {
                        case '*' -> last || colons >= 5 ? ".*" : "[^:]*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return Pattern.compile(regex.toString());
    }

    private static String word(Gen gen, String letters, int most) {
        StringBuilder word = new StringBuilder();
        int length = gen.below(most + 1);
        for (int i = 0; i < length; i++) {
            word.append(letters.charAt(gen.below(letters.length())));
        }
        return word.toString();
    }

    private static AccessRequest request(Gen gen) {
        return new AccessRequest(
                gen.chance(0.5)
                        ? Caller.user("arn:aws:iam::1:user/web")
                        : Caller.session("arn:aws:sts::1:assumed-role/web/x", "arn:aws:iam::1:role/web"),
                gen.oneOf("ecs:RunTask", "ecs:StopTask", "iam:PassRole", "ec2:RunInstances"),
                gen.oneOf("*", "arn:aws:ecs:us-east-1:1:cluster/web", "arn:aws:ecs:eu-west-1:1:task/web/0f"),
                ConditionKeys.of(Map.of("aws:username", List.of("web"), "aws:x", List.of("a", "b"))));
    }

    private static PolicySet set(Gen gen) {
        List<PolicySource> identity = new ArrayList<>();
        for (int i = gen.below(4); i > 0; i--) {
            identity.add(source("i" + i, statements(gen)));
        }
        Optional<PolicySource> boundary =
                gen.chance(0.5) ? Optional.of(source("b", statements(gen))) : Optional.empty();
        List<PolicySource> session = gen.chance(0.5) ? List.of(source("s", statements(gen))) : List.of();
        return new PolicySet(identity, boundary, session);
    }

    private static List<ObjectNode> statements(Gen gen) {
        List<ObjectNode> statements = new ArrayList<>();
        for (int i = gen.between(1, 4); i > 0; i--) {
            ObjectNode one = statement(gen.chance(0.7) ? "Allow" : "Deny", gen.oneOf(ACTIONS), gen.oneOf(RESOURCES));
            if (gen.chance(0.2)) {
                one.set("NotAction", one.remove("Action"));
            }
            if (gen.chance(0.2)) {
                one.set("NotResource", one.remove("Resource"));
            }
            if (gen.chance(0.3)) {
                one.putObject("Condition")
                        .putObject(gen.oneOf("StringEquals", "ForAllValues:StringLike", "StringNotEqualsIfExists"))
                        .put(gen.oneOf("aws:username", "aws:x", "aws:none"), gen.oneOf("web", "a", "b*"));
            }
            statements.add(one);
        }
        return statements;
    }

    private static ObjectNode statement(String effect, String action, String resource) {
        return MAPPER.createObjectNode()
                .put("Effect", effect)
                .put("Action", action)
                .put("Resource", resource);
    }

    private static PolicySource source(String name, List<ObjectNode> statements) {
        ObjectNode document = MAPPER.createObjectNode().put("Version", "2012-10-17");
        ArrayNode list = document.putArray("Statement");
        statements.forEach(list::add);
        return new PolicySource(name, PolicyDocument.parse(document.toString(), PolicyKind.INLINE));
    }
}
