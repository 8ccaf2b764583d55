package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExternalRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            | 'memory':64 |
            'networkMode':'awsvpc' | 'memory':64 | does not support network mode 'awsvpc'
            | | At least one of 'memory' or 'memoryReservation'
            'volumes':[{'name':'v','efsVolumeConfiguration':{'fileSystemId':'fs-1'}}] | 'memory':64 | does not support EFS
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new ExternalRule(), task, containers, refusal);
    }
}
