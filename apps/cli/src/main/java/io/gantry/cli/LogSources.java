package io.gantry.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Finds where containers' output is: what their task definition says of it. */
final class LogSources {
    private final EcsReader reader;
    private final String region;
    private final Map<String, JsonNode> definitions = new HashMap<>();

    LogSources(EcsReader reader, String region) {
        this.reader = reader;
        this.region = region;
    }

    /** The containers of these tasks that were started; only those of this name unless it is empty. */
    List<LogSource> of(List<JsonNode> tasks, String container) {
        List<LogSource> found = new ArrayList<>();
        for (JsonNode task : tasks) {
            for (JsonNode one : task.path("containers")) {
                String name = EcsReader.text(one, "name");
                if ((container.isEmpty() || container.equals(name))
                        && !EcsReader.text(one, "runtimeId").isEmpty()) {
                    found.add(new LogSource(EcsReader.text(task, "taskArn"), name, stream(task, one)));
                }
            }
        }
        return found;
    }

    private Optional<LogSource.Stream> stream(JsonNode task, JsonNode container) {
        String name = EcsReader.text(container, "name");
        JsonNode definition =
                definitions.computeIfAbsent(EcsReader.text(task, "taskDefinitionArn"), reader::taskDefinition);
        JsonNode log = definition
                .path("containerDefinitions")
                .valueStream()
                .filter(one -> EcsReader.text(one, "name").equals(name))
                .map(one -> one.path("logConfiguration"))
                .findFirst()
                .orElse(definition.path("none"));
        if (!EcsReader.text(log, "logDriver").equals("awslogs")) {
            return Optional.empty();
        }
        JsonNode options = log.path("options");
        String prefix = EcsReader.text(options, "awslogs-stream-prefix");
        String stream = prefix.isEmpty()
                ? EcsReader.text(container, "runtimeId")
                : prefix + "/" + name + "/" + EcsReader.last(EcsReader.text(task, "taskArn"));
        String named = EcsReader.text(options, "awslogs-region");
        return Optional.of(new LogSource.Stream(
                named.isEmpty() ? region : named, EcsReader.text(options, "awslogs-group"), stream));
    }
}
