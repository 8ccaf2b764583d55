package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            | 'links':['b'] ;; |
            | 'links':['b:backend'] ;; |
            | 'links':['z'] ;; | Invalid 'links' setting. Unknown container: 'z'.
            | 'links':['a'] | can't be linked to itself
            | 'links':[':x'] ;; | A link is 'name' or 'name:internalName'
            'networkMode':'host' | 'links':['b'] ;; | Links are not supported when networkMode=host.
            'networkMode':'awsvpc' | 'links':['b'] ;; | Links are not supported when networkMode=awsvpc.
            | 'hostname':'h','dnsServers':['10.0.0.2'],'extraHosts':[{'hostname':'h','ipAddress':'10.0.0.3'}] |
            'networkMode':'awsvpc' | 'hostname':'h' | Invalid 'hostname' setting
            'networkMode':'awsvpc' | 'dnsServers':['10.0.0.2'] | Invalid 'dnsServers' setting
            'networkMode':'awsvpc' | 'dnsSearchDomains':['x'] | Invalid 'dnsSearchDomains' setting
            'networkMode':'awsvpc' | 'extraHosts':[{'hostname':'h','ipAddress':'10.0.0.3'}] | Invalid 'extraHosts' setting
            | 'dnsServers':['ns.example'] | not 'ns.example'
            | 'dnsServers':['fd00::1','::ffff:10.0.0.2'] |
            | 'dnsServers':['abc'] | not 'abc'
            | 'disableNetworking':true,'portMappings':[{'containerPort':80}] | Invalid 'disableNetworking' setting
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new NetworkRule(), task, containers, refusal);
    }
}
