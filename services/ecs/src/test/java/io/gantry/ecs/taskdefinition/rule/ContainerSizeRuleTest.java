package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerSizeRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            | 'memory':4 |
            | 'memory':3 | Invalid 'memory' setting for container 'a'. It must be at least 4 MiB.
            | 'memoryReservation':3 | Invalid 'memoryReservation' setting
            | 'memory':64,'memoryReservation':64 |
            | 'memory':64,'memoryReservation':65 | 'memory' must be greater than or equal to 'memoryReservation'
            | 'cpu':-1 | Invalid 'cpu' setting
            'cpu':'256' | 'cpu':128 ;; 'cpu':128 |
            'cpu':'256' | 'cpu':128 ;; 'cpu':129 | The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.
            'memory':'512' | 'memory':512 ;; 'memory':512 |
            'memory':'512' | 'memory':513 | The 'memory' setting for container is greater than for the task.
            'memory':'1 GB' | 'memoryReservation':512 ;; 'memoryReservation':512 |
            'memory':'1 GB' | 'memoryReservation':512 ;; 'memoryReservation':513 | The sum of all container 'memoryReservation' values
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new ContainerSizeRule(), task, containers, refusal);
    }
}
