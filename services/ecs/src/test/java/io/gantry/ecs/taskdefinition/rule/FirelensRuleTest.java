package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirelensRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            | 'logConfiguration':{'logDriver':'awsfirelens'} ;; 'firelensConfiguration':{'type':'fluentbit'} |
            | 'logConfiguration':{'logDriver':'awsfirelens'} | one container has to be configured with a firelensConfiguration object
            | 'firelensConfiguration':{'type':'fluentbit'} | at least one container has to be configured with the awsfirelens log driver.
            | 'firelensConfiguration':{'type':'fluentd'} ;; 'firelensConfiguration':{'type':'fluentbit'} | Only one container
            | 'logConfiguration':{'logDriver':'awsfirelens'} ;; 'firelensConfiguration':{'type':'fluentbit','options':{'config-file-type':'http','config-file-value':'x'}} | config-file-type must be s3 or file
            | 'logConfiguration':{'logDriver':'awsfirelens'} ;; 'firelensConfiguration':{'type':'fluentbit','options':{'config-file-type':'file'}} | must be given together
            | 'logConfiguration':{'logDriver':'awsfirelens'} ;; 'firelensConfiguration':{'type':'fluentbit','options':{'enable-ecs-log-metadata':'yes'}} | must be true or false
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new FirelensRule(), task, containers, refusal);
    }
}
