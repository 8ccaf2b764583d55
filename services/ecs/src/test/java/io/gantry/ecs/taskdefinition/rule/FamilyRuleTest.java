package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FamilyRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            | |
            'family':'Web_1-x' | |
            'family':'no spaces' | | Family contains invalid characters. Letters
            'family':'' | | Family should not be null or empty.
            | ;;;;;;;;;;;;;;;;;; |
            | ;;;;;;;;;;;;;;;;;;;; | Too many containers. A task definition can have at most 10, not 11
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new FamilyRule(), task, containers, refusal);
    }
}
