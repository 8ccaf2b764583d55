package io.gantry.ecs.taskdefinition;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.EcsRoom;
import io.gantry.models.ecs.EcsApi;
import io.gantry.wire.codec.AwsJson;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That a definition reads back whole: everything that was sent is there, as it was sent. */
final class ReadBack {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ReadBack() {}

    /** Registers, describes, and compares; answers what was described. */
    static TaskDefinition whole(EcsRoom room, RegisterTaskDefinitionRequest sent) {
        TaskDefinition registered =
                room.call(EcsApi.REGISTER_TASK_DEFINITION, sent).taskDefinition();
        TaskDefinition described = room.call(
                        EcsApi.DESCRIBE_TASK_DEFINITION,
                        DescribeTaskDefinitionRequest.builder()
                                .taskDefinition(registered.taskDefinitionArn())
                                .build())
                .taskDefinition();
        assertThat(described).isEqualTo(registered);
        holds(MAPPER.readTree(AwsJson.write(sent)), MAPPER.readTree(AwsJson.write(described)), "", Set.of("tags"));
        return described;
    }

    private static void holds(JsonNode sent, JsonNode read, String where, Set<String> elsewhere) {
        if (sent.isObject()) {
            for (Map.Entry<String, JsonNode> member : sent.properties()) {
                if (!elsewhere.contains(member.getKey())) {
                    String path = where + "/" + member.getKey();
                    assertThat(read.has(member.getKey())).as(path).isTrue();
                    holds(member.getValue(), read.get(member.getKey()), path, Set.of());
                }
            }
        } else if (sent.isArray()) {
            assertThat(read.size()).as(where).isEqualTo(sent.size());
            for (int i = 0; i < sent.size(); i++) {
                holds(sent.get(i), read.get(i), where + "/" + i, Set.of());
            }
        } else {
            assertThat(read).as(where).isEqualTo(sent);
        }
    }
}
