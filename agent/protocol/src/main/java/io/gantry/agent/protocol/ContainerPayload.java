package io.gantry.agent.protocol;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One container of a task as the control plane sends it (agent-protocol.md 7.2). Empty text, lists and maps mean that the member is
 * absent. What has no member of its own travels as Docker's JSON in {@link #dockerConfig()} (11.1).
 *
 * @param environment already holds the definition's variables, the overrides and {@code AWS_EXECUTION_ENV}
 * @param cpu CPU units, 1024 a core; 0 is none
 * @param memory hard limit in MiB; 0 is none
 * @param links {@code name:alias}
 * @param overrides JSON text; only {@code {"command":[...]}} is legal
 * @param healthCheckType {@code docker} when the definition has a health check
 * @param logsAuthStrategy {@code ExecutionRole} when awslogs uses the execution role
 * @param startTimeout seconds; limits how long others wait for this container
 * @param stopTimeout seconds between the stop signal and the kill
 */
public record ContainerPayload(
        String name,
        String image,
        String containerArn,
        List<String> command,
        List<String> entryPoint,
        Map<String, String> environment,
        List<EnvironmentFile> environmentFiles,
        boolean essential,
        int cpu,
        int memory,
        List<String> links,
        List<PortMapping> portMappings,
        List<MountPoint> mountPoints,
        List<VolumeFrom> volumesFrom,
        String overrides,
        Optional<DockerConfig> dockerConfig,
        String healthCheckType,
        Optional<RegistryAuthentication> registryAuthentication,
        String logsAuthStrategy,
        List<Secret> secrets,
        List<ContainerDependency> dependsOn,
        Optional<Integer> startTimeout,
        Optional<Integer> stopTimeout,
        Optional<RestartPolicy> restartPolicy,
        Optional<FirelensConfiguration> firelensConfiguration,
        List<ManagedAgent> managedAgents,
        List<String> networkInterfaceNames,
        List<String> credentialSpecs) {
    public ContainerPayload {
        command = List.copyOf(command);
        entryPoint = List.copyOf(entryPoint);
        environment = Ordered.copyOf(environment);
        environmentFiles = List.copyOf(environmentFiles);
        links = List.copyOf(links);
        portMappings = List.copyOf(portMappings);
        mountPoints = List.copyOf(mountPoints);
        volumesFrom = List.copyOf(volumesFrom);
        secrets = List.copyOf(secrets);
        dependsOn = List.copyOf(dependsOn);
        managedAgents = List.copyOf(managedAgents);
        networkInterfaceNames = List.copyOf(networkInterfaceNames);
        credentialSpecs = List.copyOf(credentialSpecs);
    }
    /** Starts with what is required; everything else is absent. */
    public static Builder builder(String name, String image) {
        return new Builder(name, image);
    }

    /** Sets one member after another. Not for use by two threads. */
    public static final class Builder {
        private final String name;
        private final String image;
        private String containerArn = "";
        private List<String> command = List.of();
        private List<String> entryPoint = List.of();
        private Map<String, String> environment = Map.of();
        private List<EnvironmentFile> environmentFiles = List.of();
        private boolean essential = false;
        private int cpu = 0;
        private int memory = 0;
        private List<String> links = List.of();
        private List<PortMapping> portMappings = List.of();
        private List<MountPoint> mountPoints = List.of();
        private List<VolumeFrom> volumesFrom = List.of();
        private String overrides = "";
        private Optional<DockerConfig> dockerConfig = Optional.empty();
        private String healthCheckType = "";
        private Optional<RegistryAuthentication> registryAuthentication = Optional.empty();
        private String logsAuthStrategy = "";
        private List<Secret> secrets = List.of();
        private List<ContainerDependency> dependsOn = List.of();
        private Optional<Integer> startTimeout = Optional.empty();
        private Optional<Integer> stopTimeout = Optional.empty();
        private Optional<RestartPolicy> restartPolicy = Optional.empty();
        private Optional<FirelensConfiguration> firelensConfiguration = Optional.empty();
        private List<ManagedAgent> managedAgents = List.of();
        private List<String> networkInterfaceNames = List.of();
        private List<String> credentialSpecs = List.of();

        private Builder(String name, String image) {
            this.name = name;
            this.image = image;
        }

        @CanIgnoreReturnValue
        public Builder containerArn(String containerArn) {
            this.containerArn = containerArn;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder command(List<String> command) {
            this.command = command;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder entryPoint(List<String> entryPoint) {
            this.entryPoint = entryPoint;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder environment(Map<String, String> environment) {
            this.environment = environment;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder environmentFiles(List<EnvironmentFile> environmentFiles) {
            this.environmentFiles = environmentFiles;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder essential(boolean essential) {
            this.essential = essential;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder cpu(int cpu) {
            this.cpu = cpu;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder memory(int memory) {
            this.memory = memory;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder links(List<String> links) {
            this.links = links;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder portMappings(List<PortMapping> portMappings) {
            this.portMappings = portMappings;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder mountPoints(List<MountPoint> mountPoints) {
            this.mountPoints = mountPoints;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder volumesFrom(List<VolumeFrom> volumesFrom) {
            this.volumesFrom = volumesFrom;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder overrides(String overrides) {
            this.overrides = overrides;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder dockerConfig(DockerConfig dockerConfig) {
            this.dockerConfig = Optional.of(dockerConfig);
            return this;
        }

        @CanIgnoreReturnValue
        public Builder healthCheckType(String healthCheckType) {
            this.healthCheckType = healthCheckType;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder registryAuthentication(RegistryAuthentication registryAuthentication) {
            this.registryAuthentication = Optional.of(registryAuthentication);
            return this;
        }

        @CanIgnoreReturnValue
        public Builder logsAuthStrategy(String logsAuthStrategy) {
            this.logsAuthStrategy = logsAuthStrategy;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder secrets(List<Secret> secrets) {
            this.secrets = secrets;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder dependsOn(List<ContainerDependency> dependsOn) {
            this.dependsOn = dependsOn;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder startTimeout(int startTimeout) {
            this.startTimeout = Optional.of(startTimeout);
            return this;
        }

        @CanIgnoreReturnValue
        public Builder stopTimeout(int stopTimeout) {
            this.stopTimeout = Optional.of(stopTimeout);
            return this;
        }

        @CanIgnoreReturnValue
        public Builder restartPolicy(RestartPolicy restartPolicy) {
            this.restartPolicy = Optional.of(restartPolicy);
            return this;
        }

        @CanIgnoreReturnValue
        public Builder firelensConfiguration(FirelensConfiguration firelensConfiguration) {
            this.firelensConfiguration = Optional.of(firelensConfiguration);
            return this;
        }

        @CanIgnoreReturnValue
        public Builder managedAgents(List<ManagedAgent> managedAgents) {
            this.managedAgents = managedAgents;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder networkInterfaceNames(List<String> networkInterfaceNames) {
            this.networkInterfaceNames = networkInterfaceNames;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder credentialSpecs(List<String> credentialSpecs) {
            this.credentialSpecs = credentialSpecs;
            return this;
        }

        /** The finished record. */
        public ContainerPayload build() {
            return new ContainerPayload(
                    name,
                    image,
                    containerArn,
                    command,
                    entryPoint,
                    environment,
                    environmentFiles,
                    essential,
                    cpu,
                    memory,
                    links,
                    portMappings,
                    mountPoints,
                    volumesFrom,
                    overrides,
                    dockerConfig,
                    healthCheckType,
                    registryAuthentication,
                    logsAuthStrategy,
                    secrets,
                    dependsOn,
                    startTimeout,
                    stopTimeout,
                    restartPolicy,
                    firelensConfiguration,
                    managedAgents,
                    networkInterfaceNames,
                    credentialSpecs);
        }
    }

    /**
     * A file of variables: {@code value} is the ARN of an S3 object, {@code type} is {@code s3}.
     */
    public record EnvironmentFile(String value, String type) {}

    /**
     * A published port or range.
     *
     * @param hostPort absent or 0 lets the agent choose
     * @param protocol {@code tcp} or {@code udp}; empty is tcp
     * @param containerPortRange {@code first-last} instead of {@code containerPort}
     */
    public record PortMapping(
            Optional<Integer> containerPort, Optional<Integer> hostPort, String protocol, String containerPortRange) {}

    /**
     * Where a volume of the task is mounted.
     */
    public record MountPoint(String sourceVolume, String containerPath, boolean readOnly) {}

    /**
     * All mounts of another container of the task.
     */
    public record VolumeFrom(String sourceContainer, boolean readOnly) {}

    /**
     * Docker's own JSON, laid over what the agent builds: {@code config} and {@code hostConfig} are JSON texts.
     */
    public record DockerConfig(String version, String config, String hostConfig) {}

    /**
     * Where the registry login comes from: {@code type} is {@code ecr} or {@code asm}.
     */
    public record RegistryAuthentication(String type, Optional<EcrLogin> ecrAuthData, Optional<AsmLogin> asmAuthData) {}

    /**
     * A login by ECR's GetAuthorizationToken.
     */
    public record EcrLogin(String registryId, String region, String endpointOverride, boolean useExecutionRole) {}

    /**
     * A login kept in Secrets Manager.
     */
    public record AsmLogin(String credentialsParameter, String region) {}

    /**
     * A secret to fetch with the execution role.
     *
     * @param provider {@code ssm} or {@code asm}
     * @param type {@code ENVIRONMENT_VARIABLE}, {@code BOOTSTRAP} or {@code MOUNT_POINT}
     * @param target {@code CONTAINER} or {@code LOG_DRIVER}
     */
    public record Secret(
            String name,
            String valueFrom,
            String region,
            String provider,
            String type,
            String target,
            String containerPath) {}

    /**
     * Waits for another container: {@code START}, {@code COMPLETE}, {@code SUCCESS} or {@code HEALTHY}.
     */
    public record ContainerDependency(String containerName, String condition) {}

    /**
     * Restarts a container that exits by itself.
     *
     * @param restartAttemptPeriod seconds that must have passed since the last start; the control plane sends 300 where the definition says nothing
     */
    public record RestartPolicy(
            boolean enabled, List<Integer> ignoredExitCodes, Optional<Integer> restartAttemptPeriod) {
        public RestartPolicy {
            ignoredExitCodes = List.copyOf(ignoredExitCodes);
        }
    }

    /**
     * Makes this container the log router: {@code fluentd} or {@code fluentbit}.
     */
    public record FirelensConfiguration(String type, Map<String, String> options) {
        public FirelensConfiguration {
            options = Ordered.copyOf(options);
        }
    }

    /**
     * An agent inside the container, for example {@code ExecuteCommandAgent}.
     */
    public record ManagedAgent(String name, Map<String, String> properties) {
        public ManagedAgent {
            properties = Ordered.copyOf(properties);
        }
    }
}
