package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            | 'logConfiguration':{'logDriver':'json-file'} |
            | 'logConfiguration':{'logDriver':'awslogs','options':{'awslogs-group':'g','awslogs-region':'r'}} |
            | 'logConfiguration':{'logDriver':'awslogs'} | Log driver awslogs requires options: awslogs-region, awslogs-group
            | 'logConfiguration':{'logDriver':'awslogs','options':{'awslogs-group':'g'}} | Log driver awslogs requires options: awslogs-region
            | 'logConfiguration':{'logDriver':'splunk','options':{'splunk-url':'u'},'secretOptions':[{'name':'splunk-token','valueFrom':'p'}]} |
            | 'logConfiguration':{'logDriver':'splunk','options':{'splunk-url':'u'}} | Log driver splunk requires options: splunk-token
            | 'logConfiguration':{'logDriver':'etwlogs'} | The log driver 'etwlogs' is not known
            | 'logConfiguration':{'logDriver':'syslog','options':{'mode':'maybe'}} | mode must be blocking or non-blocking
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new LogRule(), task, containers, refusal);
    }
}
