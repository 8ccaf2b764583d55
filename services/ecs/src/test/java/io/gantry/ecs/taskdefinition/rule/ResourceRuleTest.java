package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            | 'resourceRequirements':[{'type':'GPU','value':'2'}] |
            | 'resourceRequirements':[{'type':'GPU','value':'0'}] | a whole number of at least 1
            'inferenceAccelerators':[{'deviceName':'d','deviceType':'eia1.medium'}] | 'resourceRequirements':[{'type':'InferenceAccelerator','value':'d'}] |
            | 'resourceRequirements':[{'type':'InferenceAccelerator','value':'d'}] | 'd' is no deviceName
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new ResourceRule(), task, containers, refusal);
    }
}
