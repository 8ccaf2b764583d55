package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            | 'portMappings':[{'containerPort':80}] |
            | 'portMappings':[{'containerPort':80,'hostPort':8080}] |
            | 'portMappings':[{'hostPort':80}] | Invalid 'containerPort' setting for container 'a'.
            | 'portMappings':[{'containerPort':0}] | Invalid 'containerPort' setting for container 'a'.
            | 'portMappings':[{'containerPort':65536}] | Invalid 'containerPort' setting for container 'a'.
            | 'portMappings':[{'containerPort':80,'hostPort':65536}] | Invalid 'hostPort' setting for container 'a'.
            'networkMode':'none' | 'portMappings':[{'containerPort':80}] | not supported when networkMode=none
            'networkMode':'awsvpc' | 'portMappings':[{'containerPort':80,'hostPort':80}] |
            'networkMode':'awsvpc' | 'portMappings':[{'containerPort':80,'hostPort':81}] | When networkMode=awsvpc, the host ports and container ports in port mappings must match.
            'networkMode':'host' | 'portMappings':[{'containerPort':80,'hostPort':0}] |
            'networkMode':'host' | 'portMappings':[{'containerPort':80,'hostPort':81}] | When networkMode=host, the host ports
            | 'portMappings':[{'containerPort':1,'hostPort':3000}] ;; 'portMappings':[{'containerPort':2,'hostPort':3000}] | TCP host port '3000' is mapped multiple times in task.
            | 'portMappings':[{'containerPort':53,'hostPort':53},{'containerPort':53,'hostPort':53,'protocol':'udp'}] |
            'networkMode':'awsvpc' | 'portMappings':[{'containerPort':80}] ;; 'portMappings':[{'containerPort':80}] | TCP host port '80' is mapped multiple times in task.
            | 'portMappings':[{'containerPort':80}] ;; 'portMappings':[{'containerPort':80}] |
            | 'portMappings':[{'containerPort':80,'name':'web'},{'containerPort':81,'name':'web'}] | 'web' is used more than once
            | 'portMappings':[{'containerPort':80,'name':'-web'}] | unlike '-web'
            | 'portMappings':[{'containerPort':80,'name':'Web'}] | unlike 'Web'
            | 'portMappings':[{'containerPort':80,'protocol':'udp','appProtocol':'http'}] | Invalid 'appProtocol' setting
            | 'portMappings':[{'containerPortRange':'8000-8010'}] |
            | 'portMappings':[{'containerPortRange':'8010-8000'}] | not '8010-8000'
            | 'portMappings':[{'containerPortRange':'80'}] | A range is 'first-last'
            | 'portMappings':[{'containerPortRange':'1-2','containerPort':1}] | can't be given together
            'networkMode':'host' | 'portMappings':[{'containerPortRange':'1-2'}] | Invalid 'containerPortRange' setting
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new PortRule(), task, containers, refusal);
    }
}
