package io.gantry.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Actions and resources against {@code wildcards.txt}, each line through a whole policy. */
class WildcardTableTest {
    private static final ConditionKeys KEYS =
            ConditionKeys.of(Map.of("aws:username", List.of("ann"), "aws:star", List.of("a*b")));

    @Test
    void everyLineHolds() {
        List<String> wrong = new ArrayList<>();
        List<String> lines = Table.lines("wildcards.txt");
        for (String line : lines) {
            String[] cells = Table.cells(line);
            if (!answer(cells).equals(cells[3])) {
                wrong.add(line);
            }
        }
        assertThat(String.join("\n", wrong)).isEmpty();
        assertThat(lines).hasSizeGreaterThan(80);
    }

    private static String answer(String[] cells) {
        boolean action = cells[0].endsWith("action");
        String element = (cells[0].startsWith("not-") ? "Not" : "") + (action ? "Action" : "Resource");
        ObjectNode policy = new JsonMapper().createObjectNode().put("Version", "2012-10-17");
        policy.putObject("Statement")
                .put("Effect", "Allow")
                .put(action ? "Resource" : "Action", "*")
                .put(element, cells[1]);
        PolicyDocument document;
        try {
            document = PolicyDocument.parse(policy.toString(), PolicyKind.INLINE);
        } catch (MalformedPolicy refused) {
            return "refused";
        }
        AccessRequest request = new AccessRequest(
                Caller.user("arn:aws:iam::111122223333:user/ann"),
                action ? cells[2] : "s3:GetObject",
                action ? "*" : cells[2],
                KEYS);
        return PolicyEvaluator.decide(request, PolicySet.of(List.of(new PolicySource("p", document))))
                        .allowed()
                ? "yes"
                : "no";
    }
}
