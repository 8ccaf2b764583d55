package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthCheckRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            | 'healthCheck':{'command':['CMD-SHELL','true'],'interval':5,'timeout':2,'retries':1,'startPeriod':0} |
            | 'healthCheck':{'command':['CMD','true'],'interval':300,'timeout':60,'retries':10,'startPeriod':300} |
            | 'healthCheck':{'command':[]} | The command should not be null or empty
            | 'healthCheck':{'command':['true']} | must start with CMD or CMD-SHELL, not 'true'
            | 'healthCheck':{'command':['CMD']} | nothing after CMD
            | 'healthCheck':{'command':['CMD','true'],'interval':4} | between 5 and 300, not 4
            | 'healthCheck':{'command':['CMD','true'],'timeout':61} | between 2 and 60, not 61
            | 'healthCheck':{'command':['CMD','true'],'retries':0} | between 1 and 10, not 0
            | 'healthCheck':{'command':['CMD','true'],'startPeriod':301} | between 0 and 300, not 301
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new HealthCheckRule(), task, containers, refusal);
    }
}
