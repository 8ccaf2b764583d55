package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            | 'startTimeout':0,'stopTimeout':600,'restartPolicy':{'enabled':true,'restartAttemptPeriod':60} |
            | 'startTimeout':-1 | Invalid 'startTimeout' setting
            | 'stopTimeout':-1 | Invalid 'stopTimeout' setting
            | 'restartPolicy':{'enabled':true,'restartAttemptPeriod':59} | between 60 and 1800 seconds, not 59
            | 'restartPolicy':{'enabled':true,'restartAttemptPeriod':1801} | between 60 and 1800 seconds, not 1801
            | 'restartPolicy':{'enabled':true,'ignoredExitCodes':[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50]} |
            | 'restartPolicy':{'enabled':true,'ignoredExitCodes':[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51]} | at most 50 codes
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new LifecycleRule(), task, containers, refusal);
    }
}
