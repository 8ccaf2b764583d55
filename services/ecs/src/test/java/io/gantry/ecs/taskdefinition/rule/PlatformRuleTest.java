package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'runtimePlatform':{'cpuArchitecture':'ARM64','operatingSystemFamily':'LINUX'},'pidMode':'task','ipcMode':'none' | |
            'runtimePlatform':{'cpuArchitecture':'ARM64','operatingSystemFamily':'WINDOWS_SERVER_2022_CORE'} | | ARM64 is not supported for Windows
            'runtimePlatform':{'operatingSystemFamily':'WINDOWS_SERVER_2022_CORE'},'pidMode':'host' | | not supported for Windows containers
            'ephemeralStorage':{'sizeInGiB':21} | |
            'ephemeralStorage':{'sizeInGiB':20} | | between 21 and 200, not 20
            'ephemeralStorage':{'sizeInGiB':201} | | between 21 and 200, not 201
            | 'dockerSecurityOptions':['no-new-privileges','apparmor:p','label:role:r'] |
            | 'dockerSecurityOptions':['seccomp:unconfined'] | not 'seccomp:unconfined'
            | 'credentialSpecs':['credentialspec:arn:aws:s3:::b/c'] |
            | 'credentialSpecs':['arn:aws:s3:::b/c'] | 'credentialspec:ARN'
            | 'credentialSpecs':['credentialspec:a','credentialspec:b'] | At most one is allowed
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new PlatformRule(), task, containers, refusal);
    }
}
