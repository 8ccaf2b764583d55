package io.gantry.ecs.taskdefinition;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.taskdefinition.rule.Draft;
import io.gantry.wire.codec.AwsJson;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/** What is added to a definition, member by member: the JSON that a member was, and the JSON that it becomes. */
class DefaultsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'networkMode':'bridge' | 'portMappings':[{'containerPort':80}] | 'portMappings':[{'containerPort':80,'hostPort':0,'protocol':'tcp'}]
            'networkMode':'awsvpc' | 'portMappings':[{'containerPort':80}] | 'portMappings':[{'containerPort':80,'hostPort':80,'protocol':'tcp'}]
            'networkMode':'host' | 'portMappings':[{'containerPort':80,'protocol':'udp'}] | 'portMappings':[{'containerPort':80,'hostPort':80,'protocol':'udp'}]
            'networkMode':'bridge' | 'portMappings':[{'containerPortRange':'1-2'}] | 'portMappings':[{'protocol':'tcp','containerPortRange':'1-2'}]
            'cpu':'1 vCPU' | | 'cpu':'1024'
            'memory':'2 GB' | | 'memory':'2048'
            'pidMode':'task' | | 'cpu':0
            'pidMode':'task' | 'healthCheck':{'command':['CMD','true']} | 'healthCheck':{'command':['CMD','true'],'interval':30,'timeout':5,'retries':3}
            'volumes':[{'name':'v'}] | | 'volumes':[{'name':'v','host':{}}]
            'volumes':[{'name':'v','dockerVolumeConfiguration':{}}] | | 'volumes':[{'name':'v','dockerVolumeConfiguration':{'scope':'task','driver':'local'}}]
            'volumes':[{'name':'v','dockerVolumeConfiguration':{'autoprovision':true}}] | | 'dockerVolumeConfiguration':{'scope':'task','autoprovision':true,'driver':'local'}
            'volumes':[{'name':'v','efsVolumeConfiguration':{'fileSystemId':'fs-1'}}] | | 'efsVolumeConfiguration':{'fileSystemId':'fs-1','rootDirectory':'/'}
            'volumes':[{'name':'v','configuredAtLaunch':true}] | | 'volumes':[{'name':'v','configuredAtLaunch':true}]
            """)
    void adds(String task, @Nullable String container, String expected) {
        String members = container == null ? "" : "," + container;
        String json = "{'family':'f'," + task + ",'containerDefinitions':[{'name':'a','image':'i'" + members + "}]}";
        Draft draft = Draft.of(AwsJson.read(json.replace('\'', '"'), RegisterTaskDefinitionRequest.builder()));
        assertThat(AwsJson.write(Defaults.applied(draft, List.of("EC2")))).contains(expected.replace('\'', '"'));
    }
}
