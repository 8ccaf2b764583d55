package io.gantry.ecs.taskdefinition.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskDefinitionRulesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            | 'memory':64 | EC2 EXTERNAL
            'networkMode':'awsvpc' | 'memory':64 | EC2
            'networkMode':'awsvpc','cpu':'256','memory':'512' | | EC2 FARGATE MANAGED_INSTANCES
            'networkMode':'awsvpc','cpu':'256','memory':'512' | 'privileged':true | EC2 MANAGED_INSTANCES
            'networkMode':'awsvpc','cpu':'256','memory':'512','ephemeralStorage':{'sizeInGiB':30} | | FARGATE
            """)
    void launchTypesThatCanRunIt(@Nullable String task, @Nullable String containers, String expected) {
        assertThat(TaskDefinitionRules.check(RuleTable.draft(task, containers)))
                .containsExactly(expected.split(" ", -1));
    }

    @Test
    void aRequiredLaunchTypeThatCannotRunItRefuses() {
        assertThatThrownBy(() -> TaskDefinitionRules.check(
                        RuleTable.draft("'requiresCompatibilities':['EC2','FARGATE']", "'memory':64")))
                .hasMessageContaining("Fargate only supports network mode");
        assertThatThrownBy(() -> TaskDefinitionRules.check(
                        RuleTable.draft("'requiresCompatibilities':['LAMBDA']", "'memory':64")))
                .hasMessageContaining("'LAMBDA'");
    }

    @Test
    void aDefinitionThatNothingCanRunIsRefused() {
        assertThatThrownBy(() -> TaskDefinitionRules.check(RuleTable.draft(null, null)))
                .hasMessageContaining("At least one of 'memory' or 'memoryReservation'");
    }
}
