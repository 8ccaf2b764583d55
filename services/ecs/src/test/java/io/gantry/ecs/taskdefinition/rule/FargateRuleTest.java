package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FargateRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'networkMode':'awsvpc','cpu':'256','memory':'512' | |
            'cpu':'256','memory':'512' | | Fargate only supports network mode ‘awsvpc’.
            'networkMode':'awsvpc','memory':'512' | | Fargate requires that 'cpu' be defined at the task level.
            'networkMode':'awsvpc','cpu':'256' | | Fargate requires that 'memory' be defined at the task level.
            'networkMode':'awsvpc','cpu':'256','memory':'4096' | | No Fargate configuration exists for given values: 256 CPU, 4096 memory. See the Amazon ECS documentation for the valid values.
            'networkMode':'awsvpc','cpu':'.25 vCPU','memory':'0.5GB' | |
            'networkMode':'awsvpc','cpu':'256','memory':'512' | 'logConfiguration':{'logDriver':'awslogs','options':{'awslogs-group':'g','awslogs-region':'r','awslogs-stream-prefix':'p'}} | Fargate requires task definition to have execution role ARN to support log driver awslogs.
            'networkMode':'awsvpc','cpu':'256','memory':'512','executionRoleArn':'r' | 'logConfiguration':{'logDriver':'awslogs','options':{'awslogs-group':'g','awslogs-region':'r','awslogs-stream-prefix':'p'}} |
            'networkMode':'awsvpc','cpu':'256','memory':'512','executionRoleArn':'r' | 'logConfiguration':{'logDriver':'awslogs','options':{'awslogs-group':'g','awslogs-region':'r'}} | Log driver awslogs requires options: awslogs-stream-prefix
            'networkMode':'awsvpc','cpu':'256','memory':'512' | 'logConfiguration':{'logDriver':'json-file'} | do not support log driver 'json-file'
            'networkMode':'awsvpc','cpu':'256','memory':'512','ipcMode':'task' | | Tasks using the Fargate launch type do not support ipcMode.
            'networkMode':'awsvpc','cpu':'256','memory':'512','pidMode':'task' | |
            'networkMode':'awsvpc','cpu':'256','memory':'512','pidMode':'host' | | do not support pidMode 'host'. The supported value for pidMode is 'task'.
            'networkMode':'awsvpc','cpu':'256','memory':'512','placementConstraints':[{'type':'memberOf','expression':'x'}] | | do not support placementConstraints
            'networkMode':'awsvpc','cpu':'256','memory':'512','volumes':[{'name':'v','host':{'sourcePath':'/x'}}] | | Fargate compatible task definitions do not support sourcePath.
            'networkMode':'awsvpc','cpu':'256','memory':'512','volumes':[{'name':'v','dockerVolumeConfiguration':{}}] | | do not support dockerVolumeConfiguration
            'networkMode':'awsvpc','cpu':'256','memory':'512','volumes':[{'name':'v','efsVolumeConfiguration':{'fileSystemId':'fs-1'}}] | |
            'networkMode':'awsvpc','cpu':'256','memory':'512' | 'privileged':true | do not support privileged
            'networkMode':'awsvpc','cpu':'256','memory':'512' | 'dockerSecurityOptions':['label:x'] | do not support dockerSecurityOptions
            'networkMode':'awsvpc','cpu':'256','memory':'512' | 'resourceRequirements':[{'type':'GPU','value':'1'}] | do not support GPU resource requirements
            'networkMode':'awsvpc','cpu':'256','memory':'512' | 'startTimeout':120,'stopTimeout':120 |
            'networkMode':'awsvpc','cpu':'256','memory':'512' | 'stopTimeout':121 | must not be greater than 120 seconds
            'networkMode':'awsvpc','cpu':'256','memory':'512' | 'linuxParameters':{'devices':[{'hostPath':'/dev/x'}]} | do not support devices
            'networkMode':'awsvpc','cpu':'256','memory':'512' | 'linuxParameters':{'sharedMemorySize':64} | do not support sharedMemorySize
            'networkMode':'awsvpc','cpu':'256','memory':'512' | 'linuxParameters':{'maxSwap':64} | do not support maxSwap
            'networkMode':'awsvpc','cpu':'256','memory':'512' | 'linuxParameters':{'capabilities':{'add':['SYS_PTRACE'],'drop':['CHOWN']}} |
            'networkMode':'awsvpc','cpu':'256','memory':'512' | 'linuxParameters':{'capabilities':{'add':['NET_ADMIN']}} | only support adding the SYS_PTRACE
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new FargateRule(), task, containers, refusal);
    }
}
