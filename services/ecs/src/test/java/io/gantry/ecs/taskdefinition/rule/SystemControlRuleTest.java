package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemControlRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            | 'systemControls':[{'namespace':'net.core.somaxconn','value':'1024'},{'namespace':'fs.mqueue.msg_max','value':'10'},{'namespace':'kernel.shmmax','value':'1'}] |
            | 'systemControls':[{'namespace':'vm.swappiness','value':'1'}] | 'vm.swappiness' is not namespaced
            | 'systemControls':[{'namespace':'net.core.somaxconn'}] | should not be null
            'networkMode':'host' | 'systemControls':[{'namespace':'net.core.somaxconn','value':'1'}] | not supported when networkMode=host
            'ipcMode':'host' | 'systemControls':[{'namespace':'kernel.sem','value':'1'}] | not supported when ipcMode=host
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new SystemControlRule(), task, containers, refusal);
    }
}
