package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'taskRoleArn':'' | |
            'taskRoleArn':'web+role=1,a.b@c_d-e' | |
            'taskRoleArn':'arn:aws:iam::123456789012:role/web' | |
            'executionRoleArn':'arn:aws-cn:iam::123456789012:role/a/b/web' | |
            'taskRoleArn':'no role' | | Role is not valid. The taskRoleArn is the name of a role or its ARN
            'executionRoleArn':'arn:' | | Role is not valid. The executionRoleArn
            'executionRoleArn':'arn:aws:iam::1:role/web' | | Role is not valid.
            'executionRoleArn':'arn:aws:iam::123456789012:user/web' | | Role is not valid.
            'executionRoleArn':'arn:aws:iam::123456789012:role/' | | Role is not valid.
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new RoleRule(), task, containers, refusal);
    }
}
