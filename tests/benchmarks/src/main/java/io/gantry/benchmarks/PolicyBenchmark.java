package io.gantry.benchmarks;

import io.gantry.policy.AccessRequest;
import io.gantry.policy.Caller;
import io.gantry.policy.ConditionKeys;
import io.gantry.policy.PolicyDocument;
import io.gantry.policy.PolicyEvaluator;
import io.gantry.policy.PolicyKind;
import io.gantry.policy.PolicySet;
import io.gantry.policy.PolicySource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A decision over 50 policies of three statements each, none of which denies and only the last of which allows, so that all of
 * them are asked; beside matching the same patterns of actions and resources as regular expressions that were compiled
 * before, without conditions, variables and layers.
 */
final class PolicyBenchmark implements Benchmark {
    private static final int POLICIES = 50;
    private static final int WARM_UP = 100_000;
    private static final int ROUNDS = 20_000;
    private static final String RESOURCE = "arn:aws:ecs:us-east-1:111122223333:service/web/shop-7";
    private static final List<String> RESOURCES =
            List.of("arn:aws:ecs:us-east-1:111122223333:service/web/*", "arn:aws:ecs:*:111122223333:task/*");

    private final List<Pattern> actions = new ArrayList<>();
    private final List<Pattern> resources =
            RESOURCES.stream().map(PolicyBenchmark::regex).toList();

    @Override
    public String name() {
        return "policy";
    }

    @Override
    public void run(Path scratch, Consumer<Figure> out) {
        List<PolicySource> policies = new ArrayList<>();
        for (int i = 0; i < POLICIES; i++) {
            policies.add(policy(i));
        }
        PolicySet set = PolicySet.of(policies);
        AccessRequest request = new AccessRequest(
                Caller.user("arn:aws:iam::111122223333:user/ann"),
                "ecs:UpdateService",
                RESOURCE,
                ConditionKeys.of(Map.of("ecs:cluster", List.of("web"), "aws:PrincipalTag/team", List.of("red"))));
        Samples ours = measured(() -> PolicyEvaluator.decide(request, set).allowed());
        Samples plain = measured(() -> !matchesPlainly("ecs:updateservice"));
        out.accept(figure("policy.decision.p50", ours.millis(0.5), plain.millis(0.5)));
        out.accept(figure("policy.decision.p99", ours.millis(0.99), plain.millis(0.99)));
    }

    private static Figure figure(String name, double millis, double baseline) {
        return new Figure(
                name, "us", millis * 1e3, baseline * 1e3, "the patterns alone as regular expressions us", "<= 20 us");
    }

    private interface Question {
        boolean answer();
    }

    private static Samples measured(Question question) {
        for (int i = 0; i < WARM_UP; i++) {
            check(question.answer());
        }
        Samples samples = new Samples();
        for (int i = 0; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            boolean answer = question.answer();
            samples.add(System.nanoTime() - begin);
            check(answer);
        }
        return samples;
    }

    private static void check(boolean answer) {
        if (!answer) {
            throw new IllegalStateException("the last policy allows it");
        }
    }

    private PolicySource policy(int number) {
        ObjectNode document = new JsonMapper().createObjectNode().put("Version", "2012-10-17");
        var statements = document.putArray("Statement");
        for (int i = 0; i < 3; i++) {
            ObjectNode statement = statements.addObject().put("Effect", i == 1 ? "Deny" : "Allow");
            var listed = statement.putArray("Action");
            for (String action : List.of("ecs:Describe*", "ecs:*TaskSet", "ecr:Get" + number, "logs:Put*")) {
                listed.add(action);
                actions.add(regex(action.toLowerCase(Locale.ROOT)));
            }
            boolean last = number == POLICIES - 1 && i == 2;
            if (i == 2) {
                listed.add("ecs:Update*");
                actions.add(regex("ecs:update*"));
            }
            RESOURCES.forEach(statement.putArray("Resource")::add);
            statement
                    .putObject("Condition")
                    .putObject("StringLike")
                    .put("ecs:cluster", last ? "w?b" : "other-" + number + "*")
                    .put("aws:PrincipalTag/team", "red");
        }
        return new PolicySource("p" + number, PolicyDocument.parse(document.toString(), PolicyKind.INLINE));
    }

    private boolean matchesPlainly(String action) {
        boolean matched = true;
        for (Pattern pattern : actions) {
            if (pattern.matcher(action).matches()) {
                for (Pattern resource : resources) {
                    matched &= resource.matcher(RESOURCE).matches();
                }
            }
        }
        return matched;
    }

    private static Pattern regex(String wildcard) {
        return Pattern.compile(Pattern.quote(wildcard).replace("*", "\\E.*\\Q"));
    }
}
