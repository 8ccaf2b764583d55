package io.gantry.agent.node.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.agent.node.container.Labels;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The options of the awslogs driver. */
final class LogTargetTest {
    private static Map<String, String> labels(String config) {
        return Map.of(
                Labels.LOG_OPTIONS, "{\"Type\":\"awslogs\",\"Config\":" + config.replace('\'', '"') + "}",
                Labels.TASK, "arn:aws:ecs:us-east-1:1:task/default/0f0f",
                Labels.CONTAINER_NAME, "app");
    }

    private static LogTarget target(String config) {
        return LogTarget.of(labels(config), "c0ffee").orElseThrow();
    }

    @Test
    void theStreamIsNamedByPrefixContainerAndTask() {
        LogTarget target = target("{'awslogs-group': 'g', 'awslogs-region': 'r', 'awslogs-stream-prefix': 'p'}");
        assertThat(target).isEqualTo(new LogTarget("r", "g", "p/app/0f0f", false, Optional.empty()));
    }

    @Test
    void withoutAPrefixTheStreamIsTheContainer() {
        LogTarget target = target("{'awslogs-group': 'g', 'awslogs-create-group': 'true'}");
        assertThat(target.stream()).isEqualTo("c0ffee");
        assertThat(target.createGroup()).isTrue();
    }

    @Test
    void otherDriversGoNowhere() {
        assertThat(LogTarget.of(Map.of(Labels.LOG_OPTIONS, "{\"Type\":\"splunk\"}"), "c"))
                .isEmpty();
        assertThat(LogTarget.of(Map.of(), "c")).isEmpty();
    }

    @Test
    void aFormatOfTimesIsAPatternOfFirstLines() {
        LogTarget target = target("{'awslogs-datetime-format': '[%b %d, %Y %H:%M:%S]'}");
        assertThat(target.firstLine()
                        .orElseThrow()
                        .matcher("[Nov 22, 2026 05:00:59] begins")
                        .find())
                .isTrue();
        assertThat(target.firstLine().orElseThrow().matcher("\tat line 22").find())
                .isFalse();
    }

    @Test
    void patternsThatContradictOrCannotBeReadAreRefused() {
        assertThatThrownBy(() -> target("{'awslogs-datetime-format': '%Y', 'awslogs-multiline-pattern': 'x'}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at the same time");
        assertThatThrownBy(() -> target("{'awslogs-multiline-pattern': '['}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("could not parse multiline pattern");
    }
}
