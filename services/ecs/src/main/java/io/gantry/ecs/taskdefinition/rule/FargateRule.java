package io.gantry.ecs.taskdefinition.rule;

import io.gantry.base.AwsError;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LinuxParameters;
import software.amazon.awssdk.services.ecs.model.Volume;

/**
 * What the launch type FARGATE demands.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html">ECS: task
 *     definition differences for Fargate</a>
 */
final class FargateRule implements Rule {
    private static final int MOST_TIMEOUT = 120;
    private static final Set<String> LOG_DRIVERS = Set.of("awslogs", "splunk", "awsfirelens");

    @Override
    public void check(Draft draft) {
        if (!draft.networkMode().equals("awsvpc")) {
            throw Refusal.because("Fargate only supports network mode ‘awsvpc’.");
        }
        checkSize(draft);
        checkModes(draft);
        draft.volumes().forEach(FargateRule::checkVolume);
        for (ContainerDefinition container : draft.containers()) {
            checkContainer(container);
            checkLog(draft, container);
            if (Images.inEcr(container.image()) && !draft.hasExecutionRole()) {
                throw Refusal.because(
                        "Fargate requires task definition to have execution role ARN to support ECR images.");
            }
        }
    }

    private static void checkSize(Draft draft) {
        int cpu = draft.cpu()
                .orElseThrow(() -> Refusal.because("Fargate requires that 'cpu' be defined at the task level."));
        int memory = draft.memory()
                .orElseThrow(() -> Refusal.because("Fargate requires that 'memory' be defined at the task level."));
        if (!FargateSizes.has(cpu, memory) || (draft.windows() && !FargateSizes.hasForWindows(cpu))) {
            throw Refusal.because("No Fargate configuration exists for given values: " + cpu + " CPU, " + memory
                    + " memory. See the Amazon ECS documentation for the valid values.");
        }
    }

    private static void checkModes(Draft draft) {
        if (draft.request().ipcModeAsString() != null) {
            throw Refusal.because("Tasks using the Fargate launch type do not support ipcMode.");
        }
        String pidMode = draft.request().pidModeAsString();
        if (pidMode != null && !pidMode.equals("task")) {
            throw Refusal.because("Tasks using the Fargate launch type do not support pidMode '" + pidMode
                    + "'. The supported value for pidMode is 'task'.");
        }
        if (!draft.request().placementConstraints().isEmpty()) {
            throw Refusal.because("Tasks using the Fargate launch type do not support placementConstraints.");
        }
        if (!draft.accelerators().isEmpty()) {
            throw Refusal.because("Tasks using the Fargate launch type do not support inferenceAccelerators.");
        }
    }

    private static void checkVolume(Volume volume) {
        if (volume.host() != null && volume.host().sourcePath() != null) {
            throw unsupported("sourcePath");
        }
        if (volume.dockerVolumeConfiguration() != null) {
            throw unsupported("dockerVolumeConfiguration");
        }
        if (volume.fsxWindowsFileServerVolumeConfiguration() != null) {
            throw unsupported("fsxWindowsFileServerVolumeConfiguration");
        }
    }

    private static void checkContainer(ContainerDefinition container) {
        if (Boolean.TRUE.equals(container.privileged())) {
            throw unsupported("privileged");
        }
        if (Boolean.TRUE.equals(container.disableNetworking())) {
            throw unsupported("disableNetworking");
        }
        if (!container.dockerSecurityOptions().isEmpty()) {
            throw unsupported("dockerSecurityOptions");
        }
        if (container.resourceRequirements().stream().anyMatch(needed -> "GPU".equals(needed.typeAsString()))) {
            throw Refusal.because("Tasks using the Fargate launch type do not support GPU resource requirements");
        }
        timeout("startTimeout", container, container.startTimeout() == null ? 0 : container.startTimeout());
        timeout("stopTimeout", container, container.stopTimeout() == null ? 0 : container.stopTimeout());
        if (container.linuxParameters() != null) {
            checkLinux(container.linuxParameters());
        }
    }

    private static void checkLinux(LinuxParameters linux) {
        if (!linux.devices().isEmpty()) {
            throw unsupported("devices");
        }
        if (linux.sharedMemorySize() != null) {
            throw unsupported("sharedMemorySize");
        }
        if (linux.maxSwap() != null) {
            throw unsupported("maxSwap");
        }
        if (linux.swappiness() != null) {
            throw unsupported("swappiness");
        }
        if (linux.capabilities() != null
                && !Set.of("SYS_PTRACE").containsAll(linux.capabilities().add())) {
            throw Refusal.because(
                    "Fargate compatible task definitions only support adding the SYS_PTRACE kernel" + " capability.");
        }
    }

    private static void checkLog(Draft draft, ContainerDefinition container) {
        if (container.firelensConfiguration() != null
                && "s3".equals(container.firelensConfiguration().options().get("config-file-type"))) {
            throw unsupported("the config-file-type 's3'");
        }
        if (container.logConfiguration() == null) {
            return;
        }
        String driver = container.logConfiguration().logDriverAsString();
        if (!LOG_DRIVERS.contains(driver)) {
            throw unsupported("log driver '" + driver + "'");
        }
        if (driver.equals("awslogs")) {
            LogRule.checkOptions(container.logConfiguration(), List.of("awslogs-stream-prefix"));
        }
        boolean secret = !container.logConfiguration().secretOptions().isEmpty();
        if ((driver.equals("awslogs") || secret) && !draft.hasExecutionRole()) {
            throw Refusal.because("Fargate requires task definition to have execution role ARN to support log driver "
                    + driver + ".");
        }
    }

    private static void timeout(String setting, ContainerDefinition container, int seconds) {
        if (seconds > MOST_TIMEOUT) {
            throw Refusal.setting(
                    setting, container, "On Fargate it must not be greater than " + MOST_TIMEOUT + " seconds.");
        }
    }

    private static AwsError unsupported(String what) {
        return Refusal.because("Fargate compatible task definitions do not support " + what + ".");
    }
}
