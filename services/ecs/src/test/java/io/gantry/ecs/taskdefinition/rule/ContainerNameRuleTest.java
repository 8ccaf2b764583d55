package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerNameRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            | 'essential':true |
            | 'name':'' | Container.name should not be null or empty.
            | 'name':'a b' | Container.name contains invalid characters. Letters
            | 'name':'x' ;; 'name':'x' | Container name 'x' is used more than once
            | 'essential':false | At least one container must be essential
            | 'essential':false ;; |
            | 'image':'' | Container.image should not be null or empty.
            | 'image':'123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.2-x_y' |
            | 'image':'web@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' |
            | 'image':'web@sha256:short' | Container.image contains invalid characters.
            | 'image':'a web' | unlike 'a web' of container 'a'
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new ContainerNameRule(), task, containers, refusal);
    }
}
