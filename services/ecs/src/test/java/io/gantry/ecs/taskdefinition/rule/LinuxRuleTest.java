package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinuxRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            | 'linuxParameters':{'capabilities':{'add':['SYS_PTRACE'],'drop':['ALL']},'maxSwap':0,'swappiness':100,'devices':[{'hostPath':'/dev/x'}],'tmpfs':[{'containerPath':'/t','size':1,'mountOptions':['noexec','mode=1777']}]} |
            | 'linuxParameters':{'capabilities':{'add':['FLY']}} | 'FLY' is no Linux capability
            | 'linuxParameters':{'swappiness':101} | between 0 and 100
            | 'linuxParameters':{'maxSwap':-1} | Invalid 'maxSwap' setting
            | 'linuxParameters':{'sharedMemorySize':-1} | Invalid 'sharedMemorySize' setting
            | 'linuxParameters':{'tmpfs':[{'containerPath':'t','size':1}]} | containerPath must be an absolute path
            | 'linuxParameters':{'tmpfs':[{'containerPath':'/t','size':0}]} | size must be at least 1 MiB
            | 'linuxParameters':{'tmpfs':[{'containerPath':'/t','size':1,'mountOptions':['fast']}]} | 'fast' is no mount option
            | 'linuxParameters':{'devices':[{'hostPath':'dev'}]} | hostPath must be an absolute path
            'runtimePlatform':{'operatingSystemFamily':'WINDOWS_SERVER_2022_CORE'} | 'linuxParameters':{'initProcessEnabled':true} | not supported for Windows containers
            | 'ulimits':[{'name':'nofile','softLimit':1024,'hardLimit':2048},{'name':'core','softLimit':-1,'hardLimit':-1}] |
            | 'ulimits':[{'name':'nofile','softLimit':2049,'hardLimit':2048}] | must not be greater than its hardLimit
            | 'ulimits':[{'name':'nofile','softLimit':-1,'hardLimit':2048}] | must not be greater than its hardLimit
            | 'ulimits':[{'name':'nofile','softLimit':1,'hardLimit':2},{'name':'nofile','softLimit':1,'hardLimit':2}] | 'nofile' is given twice
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new LinuxRule(), task, containers, refusal);
    }
}
