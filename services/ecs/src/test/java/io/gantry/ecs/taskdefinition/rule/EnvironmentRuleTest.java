package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            | 'environment':[{'name':'A','value':''}] |
            | 'environment':[{'value':'x'}] | A variable's name should not be null or empty
            'executionRoleArn':'r' | 'environment':[{'name':'A','value':'1'}],'secrets':[{'name':'B','valueFrom':'p'}] |
            'executionRoleArn':'r' | 'environment':[{'name':'A','value':'1'}],'secrets':[{'name':'A','valueFrom':'p'}] | The secret name must be unique and not shared with any new or existing environment variables set on the container, such as 'A'.
            | 'secrets':[{'name':'B','valueFrom':'p'}] | When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.
            'executionRoleArn':'r' | 'secrets':[{'name':'B','valueFrom':''}] | valueFrom should not be null or empty
            | 'repositoryCredentials':{'credentialsParameter':'p'} | When you are specifying repositoryCredentials
            'executionRoleArn':'r' | 'environmentFiles':[{'type':'s3','value':'arn:aws:s3:::bucket/a.env'}] |
            'executionRoleArn':'r' | 'environmentFiles':[{'type':'s3','value':'arn:aws:s3:::bucket/a.txt'}] | whose name ends in .env
            | 'environmentFiles':[{'type':'s3','value':'arn:aws:s3:::bucket/a.env'}] | When you are specifying environmentFiles
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new EnvironmentRule(), task, containers, refusal);
    }
}
