package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'volumes':[{'name':'v'}] | 'mountPoints':[{'sourceVolume':'v','containerPath':'/data'}] |
            | 'mountPoints':[{'sourceVolume':'v','containerPath':'/data'}] | Unknown volume 'v'.
            'volumes':[{'name':'v'}] | 'mountPoints':[{'containerPath':'/data'}] | sourceVolume should not be null or empty
            'volumes':[{'name':'v'}] | 'mountPoints':[{'sourceVolume':'v'}] | containerPath should not be null or empty
            'volumes':[{'name':'v'}] | 'mountPoints':[{'sourceVolume':'v','containerPath':'data'}] | must be absolute, not 'data'
            'volumes':[{'name':'v'}] | 'mountPoints':[{'sourceVolume':'v','containerPath':'/d'},{'sourceVolume':'v','containerPath':'/d'}] | '/d' is used twice
            | 'volumesFrom':[{'sourceContainer':'b'}] ;; |
            | 'volumesFrom':[{'sourceContainer':'z'}] | Invalid 'volumesFrom' setting. Unknown container: 'z'.
            | 'volumesFrom':[{'sourceContainer':'a'}] | can't mount its own volumes
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new MountRule(), task, containers, refusal);
    }
}
