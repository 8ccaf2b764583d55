package io.gantry.ecs.taskdefinition.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskSizeTest {
    @ParameterizedTest
    @CsvSource({"256,256", "1 vCPU,1024", "1vcpu,1024", ".25 vCPU,256", "0.5 vcpu,512", "16 vCPU,16384"})
    void cpu(String text, int units) {
        assertThat(TaskSize.cpu(text)).contains(units);
    }

    @ParameterizedTest
    @CsvSource({"512,512", "2GB,2048", "2 GB,2048", "0.5gb,512", "30 GB,30720"})
    void memory(String text, int mebibytes) {
        assertThat(TaskSize.memory(text)).contains(mebibytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "1 GB", "-256", "0", "256.5", "99999999999", "1 vCPUs", "1e3"})
    void cpuRefused(String text) {
        assertThatThrownBy(() -> TaskSize.cpu(text)).hasMessageContaining("Invalid 'cpu' setting for task");
    }

    @ParameterizedTest
    @ValueSource(strings = {"much", "1 vCPU", "2 MB", "0", "512.5", "."})
    void memoryRefused(String text) {
        assertThatThrownBy(() -> TaskSize.memory(text)).hasMessageContaining("Invalid 'memory' setting for task");
    }

    @Test
    void none() {
        assertThat(TaskSize.cpu(null)).isEmpty();
        assertThat(TaskSize.memory(" ")).isEmpty();
    }
}
