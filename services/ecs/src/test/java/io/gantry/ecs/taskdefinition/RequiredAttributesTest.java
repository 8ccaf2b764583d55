package io.gantry.ecs.taskdefinition;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.taskdefinition.rule.Draft;
import io.gantry.wire.codec.AwsJson;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/** A definition and the names that it requires; {@code com.} and {@code ecs.} stand for their longer beginnings. */
class RequiredAttributesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'networkMode':'bridge' | 'memory':64 |
            'networkMode':'awsvpc' | 'memory':64 | com.docker-remote-api.1.18 ecs.task-eni
            'taskRoleArn':'r' | 'memory':64 | com.task-iam-role
            'taskRoleArn':'r','networkMode':'host' | 'memory':64 | com.task-iam-role-network-host
            'pidMode':'task' | 'memory':64 | ecs.pid-ipc-namespace-sharing
            'networkMode':'bridge' | 'memoryReservation':64 | com.docker-remote-api.1.21
            'networkMode':'bridge' | 'privileged':true | com.privileged-container
            'networkMode':'bridge' | 'dockerLabels':{'a':'b'} | com.docker-remote-api.1.18
            'networkMode':'bridge' | 'dependsOn':[{'containerName':'b','condition':'START'}] | ecs.container-ordering
            'networkMode':'bridge' | 'healthCheck':{'command':['CMD','true']} | com.docker-remote-api.1.24 ecs.container-health-check
            'networkMode':'bridge' | 'healthCheck':{'command':['CMD','true'],'startPeriod':5} | com.docker-remote-api.1.29 ecs.container-health-check
            'networkMode':'bridge' | 'logConfiguration':{'logDriver':'syslog'} | com.docker-remote-api.1.18 com.logging-driver.syslog
            'executionRoleArn':'r' | 'logConfiguration':{'logDriver':'awslogs'} | com.docker-remote-api.1.18 com.docker-remote-api.1.19 com.logging-driver.awslogs ecs.execution-role-awslogs
            'executionRoleArn':'r' | 'secrets':[{'name':'a','valueFrom':'arn:aws:secretsmanager:r:1:secret:s'},{'name':'b','valueFrom':'p'}] | ecs.secrets.asm.environment-variables ecs.secrets.ssm.environment-variables
            'networkMode':'bridge' | 'linuxParameters':{'initProcessEnabled':true} | com.docker-remote-api.1.25
            'networkMode':'bridge' | 'portMappings':[{'containerPortRange':'1-2'}] | ecs.network.container-port-range
            'networkMode':'bridge' | 'restartPolicy':{'enabled':true} | ecs.container-restart-policy
            'networkMode':'bridge' | 'firelensConfiguration':{'type':'fluentbit'} | ecs.firelens.fluentbit
            'volumes':[{'name':'v','dockerVolumeConfiguration':{'driver':'rexray/ebs'}}] | 'memory':64 | ecs.docker-plugin.rexray/ebs
            'volumes':[{'name':'v','efsVolumeConfiguration':{'fileSystemId':'fs-1','transitEncryption':'ENABLED'}}] | 'memory':64 | com.docker-remote-api.1.25 ecs.efs ecs.efsAuth
            """)
    void requires(String task, String container, @Nullable String expected) {
        assertThat(names(task, "i", container)).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'networkMode':'bridge' | com.ecr-auth
            'executionRoleArn':'r' | com.ecr-auth ecs.execution-role-ecr-pull
            """)
    void imagesInEcr(String task, String expected) {
        assertThat(names(task, "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1", "'memory':64"))
                .isEqualTo(expected);
    }

    private static String names(String task, String image, String container) {
        String json = "{'family':'f'," + task + ",'containerDefinitions':[{'name':'a','image':'" + image + "',"
                + container + "}]}";
        Draft draft = Draft.of(AwsJson.read(json.replace('\'', '"'), RegisterTaskDefinitionRequest.builder()));
        List<String> names = RequiredAttributes.of(draft).stream()
                .map(Attribute::name)
                .map(name ->
                        name.replace("com.amazonaws.ecs.capability.", "com.").replace("ecs.capability.", "ecs."))
                .toList();
        return String.join(" ", names);
    }
}
