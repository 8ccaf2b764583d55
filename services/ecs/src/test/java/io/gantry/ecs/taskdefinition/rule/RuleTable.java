package io.gantry.ecs.taskdefinition.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import io.gantry.wire.codec.AwsJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/** One row of a rule's table: a draft, and the refusal that it must meet. JSON is written with single quotes. */
final class RuleTable {
    private RuleTable() {}

    /**
     * Checks one row.
     *
     * @param task members of the task definition
     * @param containers members of its containers, separated by {@code ;;}; a container has an image, and unless it
     *     starts with a name it has that of its place: a, b, c
     * @param refusal a part of the refusal's text; null when the rule accepts
     */
    static void check(Rule rule, @Nullable String task, @Nullable String containers, @Nullable String refusal) {
        if (refusal == null) {
            assertThatCode(() -> rule.check(draft(task, containers))).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> rule.check(draft(task, containers)))
                    .isInstanceOfSatisfying(
                            AwsError.class, error -> assertThat(error.code()).isEqualTo("ClientException"))
                    .hasMessageContaining(refusal);
        }
    }

    static Draft draft(@Nullable String task, @Nullable String containers) {
        List<String> definitions = new ArrayList<>();
        for (String members : containers == null ? List.of("") : List.of(containers.split(";;", -1))) {
            String named =
                    members.strip().startsWith("'name':") ? "" : "'name':'" + (char) ('a' + definitions.size()) + "'";
            definitions.add("{" + joined(named, "'image':'busybox'", members.strip()) + "}");
        }
        String json =
                "{" + joined("'family':'f'", task == null ? "" : task, "'containerDefinitions':" + definitions) + "}";
        return Draft.of(AwsJson.read(json.replace('\'', '"'), RegisterTaskDefinitionRequest.builder()));
    }

    private static String joined(String... members) {
        return String.join(
                ",", List.of(members).stream().filter(text -> !text.isBlank()).toList());
    }
}
