package io.gantry.agent.node.log;

import io.gantry.agent.node.container.Labels;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a container's output goes: the options of the awslogs driver.
 *
 * @param region in which the group is
 * @param createGroup whether the group is made when it is missing
 * @param firstLine what a line must hold to begin an event; empty when each line is one
 */
public record LogTarget(String region, String group, String stream, boolean createGroup, Optional<Pattern> firstLine) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String DRIVER = "awslogs";
    private static final String OPTION = "awslogs-";

    /**
     * The target of a container; empty when its output goes nowhere.
     *
     * @param labels the container's, which hold the options that the engine was not given
     * @param runtimeId the engine's id, which names the stream where there is no prefix
     * @throws IllegalArgumentException when the options contradict one another
     */
    public static Optional<LogTarget> of(Map<String, String> labels, String runtimeId) {
        return Optional.ofNullable(labels.get(Labels.LOG_OPTIONS))
                .flatMap(LogTarget::options)
                .map(options -> of(options, labels, runtimeId));
    }

    private static Optional<JsonNode> options(String kept) {
        try {
            JsonNode log = JSON.readTree(kept);
            return log.path("Type").asString("").equals(DRIVER) ? Optional.of(log.path("Config")) : Optional.empty();
        } catch (JacksonException notOurs) {
            return Optional.empty();
        }
    }

    private static LogTarget of(JsonNode options, Map<String, String> labels, String runtimeId) {
        String task = labels.getOrDefault(Labels.TASK, "");
        String taskId = task.substring(task.lastIndexOf('/') + 1);
        String prefix = option(options, "stream-prefix");
        String stream = option(options, "stream");
        if (!prefix.isEmpty()) {
            stream = prefix + "/" + labels.getOrDefault(Labels.CONTAINER_NAME, "") + "/" + taskId;
        }
        return new LogTarget(
                option(options, "region"),
                option(options, "group"),
                stream.isEmpty() ? runtimeId : stream,
                option(options, "create-group").equals("true"),
                firstLine(option(options, "multiline-pattern"), option(options, "datetime-format")));
    }

    private static String option(JsonNode options, String name) {
        return options.path(OPTION + name).asString("");
    }

    private static Optional<Pattern> firstLine(String multiline, String datetime) {
        if (!multiline.isEmpty() && !datetime.isEmpty()) {
            throw new IllegalArgumentException("you cannot configure log opt 'awslogs-datetime-format' and"
                    + " 'awslogs-multiline-pattern' at the same time");
        }
        try {
            return datetime.isEmpty()
                    ? Optional.of(multiline).filter(text -> !text.isEmpty()).map(Pattern::compile)
                    : Optional.of(DatetimeFormat.pattern(datetime));
        } catch (PatternSyntaxException broken) {
            throw new IllegalArgumentException(
                    "awslogs could not parse multiline pattern key '" + multiline + "', " + broken.getDescription(),
                    broken);
        }
    }
}
