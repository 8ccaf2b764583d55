package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DependencyRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            | 'dependsOn':[{'containerName':'b','condition':'START'}] ;; |
            | 'dependsOn':[{'containerName':'z','condition':'START'}] | Invalid 'dependsOn' setting. Unknown container: 'z'.
            | 'dependsOn':[{'containerName':'a','condition':'START'}] | can't depend on itself
            | 'dependsOn':[{'containerName':'b','condition':'SUCCESS'}] ;; | A dependency container with SUCCESS or COMPLETE condition cannot be an essential container
            | 'dependsOn':[{'containerName':'b','condition':'COMPLETE'}] ;; | A dependency container with SUCCESS or COMPLETE
            | 'dependsOn':[{'containerName':'b','condition':'SUCCESS'}] ;; 'essential':false |
            | 'dependsOn':[{'containerName':'b','condition':'HEALTHY'}] ;; | Container 'b' has none
            | 'dependsOn':[{'containerName':'b','condition':'HEALTHY'}] ;; 'healthCheck':{'command':['CMD','true']} |
            | 'dependsOn':[{'containerName':'b','condition':'START'}] ;; 'dependsOn':[{'containerName':'a','condition':'START'}] | The containers a, b depend on one another
            | 'dependsOn':[{'containerName':'b','condition':'START'}] ;; 'links':['c'] ;; 'volumesFrom':[{'sourceContainer':'a'}] | The containers a, b, c depend on one another
            | 'dependsOn':[{'containerName':'c','condition':'START'}] ;; 'dependsOn':[{'containerName':'c','condition':'START'}] ;; |
            | 'dependsOn':[{'containerName':'b','condition':'START'},{'containerName':'b','condition':'HEALTHY'}] ;; 'healthCheck':{'command':['CMD','true']} | named more than once
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new DependencyRule(), task, containers, refusal);
    }
}
