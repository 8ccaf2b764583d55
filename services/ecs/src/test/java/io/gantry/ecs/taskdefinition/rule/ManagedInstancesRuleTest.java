package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManagedInstancesRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'networkMode':'awsvpc','cpu':'256','memory':'512' | |
            'cpu':'256','memory':'512' | | only support network modes 'awsvpc' and 'host'
            'networkMode':'host' | 'memory':64 | be defined at the task level
            'networkMode':'host','cpu':'256','memory':'512','volumes':[{'name':'v','dockerVolumeConfiguration':{}}] | | do not support dockerVolumeConfiguration
            'networkMode':'awsvpc','cpu':'1024','memory':'2048','runtimePlatform':{'operatingSystemFamily':'WINDOWS_SERVER_2022_CORE'} | | do not support Windows
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new ManagedInstancesRule(), task, containers, refusal);
    }
}
