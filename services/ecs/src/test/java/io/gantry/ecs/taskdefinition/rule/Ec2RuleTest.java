package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ec2RuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            | 'memory':64 |
            | 'memoryReservation':64 |
            'memory':'64' | |
            | | Invalid setting for container 'a'. At least one of 'memory' or 'memoryReservation' must be specified.
            'cpu':'128','memory':'64' | |
            'cpu':'192 vCPU','memory':'64' | |
            'cpu':'127','memory':'64' | | Invalid 'cpu' setting for task.
            'cpu':'196609','memory':'64' | | between 128 and 196608 CPU units, not 196609
            'memory':'64','ephemeralStorage':{'sizeInGiB':30} | | do not support ephemeralStorage
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new Ec2Rule(), task, containers, refusal);
    }
}
