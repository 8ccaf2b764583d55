package io.gantry.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Decisions of several policies together against {@code evaluation.txt}. */
class EvaluationTableTest {
    private static final Map<String, Caller> CALLERS = Map.of(
            "root", Caller.root("111122223333"),
            "ann", Caller.user("arn:aws:iam::111122223333:user/ann"),
            "team-bob", Caller.user("arn:aws:iam::111122223333:user/team/bob"),
            "web",
                    Caller.session(
                            "arn:aws:sts::111122223333:assumed-role/web/i-1", "arn:aws:iam::111122223333:role/web"),
            "fed",
                    Caller.federated(
                            "arn:aws:sts::111122223333:federated-user/desk", "arn:aws:iam::111122223333:user/ann"),
            "eve", Caller.user("arn:aws:iam::444455556666:user/eve"),
            "stage",
                    Caller.session(
                            "arn:aws:sts::444455556666:assumed-role/stage/i-1", "arn:aws:iam::444455556666:role/stage"),
            "tasks", Caller.service("ecs-tasks.amazonaws.com"));

    private final Map<String, PolicySource> policies = new HashMap<>();

    @Test
    void everyLineHolds() {
        List<String> wrong = new ArrayList<>();
        int checked = 0;
        for (String line : Table.lines("evaluation.txt")) {
            if (line.startsWith("policy ")) {
                String[] words = line.split(" ", 4);
                PolicyKind kind = PolicyKind.valueOf(words[2].toUpperCase(Locale.ROOT));
                policies.put(words[1], new PolicySource(words[1], PolicyDocument.parse(words[3], kind)));
                continue;
            }
            String[] cells = Table.cells(line);
            String answer = told(decision(cells));
            if (!answer.equals(cells[5])) {
                wrong.add(line + " BUT " + answer);
            }
            checked++;
        }
        assertThat(String.join("\n", wrong)).isEmpty();
        assertThat(checked).isGreaterThan(150);
    }

    private Decision decision(String[] cells) {
        List<PolicySource> identity = new ArrayList<>();
        List<PolicySource> session = new ArrayList<>();
        Optional<PolicySource> boundary = Optional.empty();
        Optional<ResourcePolicy> resource = Optional.empty();
        for (String layer : cells[1].equals("-") ? new String[0] : cells[1].split(" ", -1)) {
            String names = layer.substring(layer.indexOf('=') + 1);
            switch (layer.substring(0, layer.indexOf('='))) {
                case "identity" -> identity.addAll(named(names));
                case "session" -> session.addAll(named(names));
                case "boundary" -> boundary = Optional.of(named(names).getFirst());
                case "resource" -> resource = Optional.of(resource(names));
                default -> throw new IllegalArgumentException(layer);
            }
        }
        AccessRequest request =
                new AccessRequest(Objects.requireNonNull(CALLERS.get(cells[0])), cells[2], cells[3], keys(cells[4]));
        PolicySet set = new PolicySet(identity, boundary, session);
        return resource.map(policy -> PolicyEvaluator.decide(request, set, policy))
                .orElseGet(() -> PolicyEvaluator.decide(request, set));
    }

    private List<PolicySource> named(String names) {
        return Arrays.stream(names.split(",", -1))
                .map(name -> Objects.requireNonNull(policies.get(name), name))
                .toList();
    }

    private ResourcePolicy resource(String text) {
        String[] parts = text.split("@", -1);
        boolean decisive = parts[1].endsWith("!");
        return new ResourcePolicy(
                named(parts[0]).getFirst(),
                decisive ? parts[1].substring(0, parts[1].length() - 1) : parts[1],
                decisive);
    }

    private static ConditionKeys keys(String text) {
        Map<String, List<String>> keys = new HashMap<>();
        for (String pair : text.equals("-") ? new String[0] : text.split(";", -1)) {
            int equals = pair.indexOf('=');
            keys.put(
                    pair.substring(0, equals),
                    List.of(pair.substring(equals + 1).split(",", -1)));
        }
        return ConditionKeys.of(keys);
    }

    private static String told(Decision decision) {
        return switch (decision) {
            case Decision.Allowed allowed -> "allow " + by(allowed.by());
            case Decision.ExplicitDeny denied -> "deny " + by(denied.by());
            case Decision.ImplicitDeny nobody -> "none " + name(nobody.layer());
        };
    }

    private static String by(Decision.Matched by) {
        return name(by.layer()) + " " + by.policy() + "/" + by.statement();
    }

    private static String name(Layer layer) {
        return layer.name().toLowerCase(Locale.ROOT);
    }
}
