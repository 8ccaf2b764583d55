package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'networkMode':'awsvpc','proxyConfiguration':{'containerName':'a','properties':[{'name':'IgnoredUID','value':'1337'},{'name':'AppPorts','value':'80'},{'name':'ProxyIngressPort','value':'1'},{'name':'ProxyEgressPort','value':'2'}]} | |
            'proxyConfiguration':{'containerName':'a','properties':[{'name':'IgnoredUID','value':'1337'},{'name':'AppPorts','value':'80'},{'name':'ProxyIngressPort','value':'1'},{'name':'ProxyEgressPort','value':'2'}]} | | requires networkMode=awsvpc
            'networkMode':'awsvpc','proxyConfiguration':{'containerName':'z','properties':[{'name':'IgnoredUID','value':'1337'},{'name':'AppPorts','value':'80'},{'name':'ProxyIngressPort','value':'1'},{'name':'ProxyEgressPort','value':'2'}]} | | Unknown container: 'z'
            'networkMode':'awsvpc','proxyConfiguration':{'containerName':'a'} | | The property AppPorts is required
            'networkMode':'awsvpc','proxyConfiguration':{'containerName':'a','properties':[{'name':'AppPorts','value':'80'},{'name':'ProxyIngressPort','value':'1'},{'name':'ProxyEgressPort','value':'2'}]} | | One of the properties IgnoredUID and IgnoredGID
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new ProxyRule(), task, containers, refusal);
    }
}
