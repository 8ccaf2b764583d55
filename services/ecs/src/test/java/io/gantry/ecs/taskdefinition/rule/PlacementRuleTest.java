package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'placementConstraints':[{'type':'memberOf','expression':'attribute:a == b'}] | |
            'placementConstraints':[{'type':'memberOf'}] | | requires an expression
            'placementConstraints':[{'type':'memberOf','expression':'a == b'}] | | Invalid expression 'a == b' at column 1
            'placementConstraints':[{'type':'distinctInstance'}] | | Invalid placement constraint type 'distinctInstance'
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new PlacementRule(), task, containers, refusal);
    }
}
