package io.gantry.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every operator against {@code conditions.txt}, each line through a whole policy. */
class ConditionTableTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Map<String, List<String>> REQUEST = Map.of(
            "aws:username", List.of("ann"),
            "aws:PrincipalTag/team", List.of("red"),
            "aws:star", List.of("a*b"),
            "aws:many", List.of("x", "y"));

    @Test
    void everyLineHolds() {
        String version = "2012-10-17";
        List<String> wrong = new ArrayList<>();
        int checked = 0;
        for (String line : Table.lines("conditions.txt")) {
            if (line.startsWith("version ")) {
                version = line.substring("version ".length());
                continue;
            }
            String[] cells = Table.cells(line);
            boolean holds = allowed(version, cells);
            if (holds != cells[3].equals("yes")) {
                wrong.add(line);
            }
            checked++;
        }
        assertThat(String.join("\n", wrong)).isEmpty();
        assertThat(checked).isGreaterThan(280);
    }

    private static boolean allowed(String version, String[] cells) {
        ObjectNode policy = MAPPER.createObjectNode().put("Version", version);
        ObjectNode statement = policy.putObject("Statement");
        statement.put("Effect", "Allow").put("Action", "s3:GetObject").put("Resource", "*");
        var values = statement.putObject("Condition").putObject(cells[0]).putArray("test:Key");
        for (String value : cells[1].split(";", -1)) {
            values.add(value);
        }
        Map<String, List<String>> keys = new HashMap<>(REQUEST);
        if (!cells[2].equals("-")) {
            keys.put("Test:kEY", List.of(cells[2].split(";", -1)));
        }
        PolicyDocument document = PolicyDocument.parse(policy.toString(), PolicyKind.INLINE);
        AccessRequest request = new AccessRequest(
                Caller.user("arn:aws:iam::111122223333:user/ann"), "s3:GetObject", "*", ConditionKeys.of(keys));
        return PolicyEvaluator.decide(request, PolicySet.of(List.of(new PolicySource("p", document))))
                .allowed();
    }
}
