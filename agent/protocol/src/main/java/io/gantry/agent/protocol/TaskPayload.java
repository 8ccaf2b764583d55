package io.gantry.agent.protocol;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One task as the control plane sends it (agent-protocol.md 7.1). Empty text and lists mean that the member is absent.
 *
 * @param desiredStatus {@code RUNNING} or {@code STOPPED}
 * @param version the definition's revision, as text
 * @param overrides JSON text, {@code {}} when there are none
 * @param cpu vCPU of the whole task, for example 0.25; 0 is no limit
 * @param memory MiB of the whole task; 0 is no limit
 * @param networkMode {@code bridge}, {@code host}, {@code none} or {@code awsvpc}
 * @param pidMode empty, {@code host} or {@code task}
 * @param ipcMode empty, {@code host}, {@code task} or {@code none}
 * @param launchType {@code EC2}, {@code EXTERNAL} or {@code FARGATE}
 */
public record TaskPayload(
        String arn,
        String taskClusterArn,
        String desiredStatus,
        String family,
        String version,
        String overrides,
        List<ContainerPayload> containers,
        List<VolumePayload> volumes,
        double cpu,
        int memory,
        String networkMode,
        String pidMode,
        String ipcMode,
        String launchType,
        String taskDefinitionAccountId,
        String serviceName,
        String group,
        Optional<RoleCredentials> roleCredentials,
        Optional<RoleCredentials> executionRoleCredentials,
        List<ElasticNetworkInterface> elasticNetworkInterfaces,
        List<Attachment> attachments,
        List<Association> associations,
        Optional<ProxyConfiguration> proxyConfiguration,
        boolean enableFaultInjection) {
    public TaskPayload {
        containers = List.copyOf(containers);
        volumes = List.copyOf(volumes);
        elasticNetworkInterfaces = List.copyOf(elasticNetworkInterfaces);
        attachments = List.copyOf(attachments);
        associations = List.copyOf(associations);
    }
    /** The same task without credentials: they are kept in memory only and never stored (18.1). */
    public TaskPayload withoutCredentials() {
        return new TaskPayload(
                arn,
                taskClusterArn,
                desiredStatus,
                family,
                version,
                overrides,
                containers,
                volumes,
                cpu,
                memory,
                networkMode,
                pidMode,
                ipcMode,
                launchType,
                taskDefinitionAccountId,
                serviceName,
                group,
                Optional.empty(),
                Optional.empty(),
                elasticNetworkInterfaces,
                attachments,
                associations,
                proxyConfiguration,
                enableFaultInjection);
    }

    /** Starts with what is required; everything else is absent. */
    public static Builder builder(String arn, String desiredStatus) {
        return new Builder(arn, desiredStatus);
    }

    /** Sets one member after another. Not for use by two threads. */
    public static final class Builder {
        private final String arn;
        private String taskClusterArn = "";
        private final String desiredStatus;
        private String family = "";
        private String version = "";
        private String overrides = "";
        private List<ContainerPayload> containers = List.of();
        private List<VolumePayload> volumes = List.of();
        private double cpu = 0;
        private int memory = 0;
        private String networkMode = "";
        private String pidMode = "";
        private String ipcMode = "";
        private String launchType = "";
        private String taskDefinitionAccountId = "";
        private String serviceName = "";
        private String group = "";
        private Optional<RoleCredentials> roleCredentials = Optional.empty();
        private Optional<RoleCredentials> executionRoleCredentials = Optional.empty();
        private List<ElasticNetworkInterface> elasticNetworkInterfaces = List.of();
        private List<Attachment> attachments = List.of();
        private List<Association> associations = List.of();
        private Optional<ProxyConfiguration> proxyConfiguration = Optional.empty();
        private boolean enableFaultInjection = false;

        private Builder(String arn, String desiredStatus) {
            this.arn = arn;
            this.desiredStatus = desiredStatus;
        }

        @CanIgnoreReturnValue
        public Builder taskClusterArn(String taskClusterArn) {
            this.taskClusterArn = taskClusterArn;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder family(String family) {
            this.family = family;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder version(String version) {
            this.version = version;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder overrides(String overrides) {
            this.overrides = overrides;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder containers(List<ContainerPayload> containers) {
            this.containers = containers;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder volumes(List<VolumePayload> volumes) {
            this.volumes = volumes;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder cpu(double cpu) {
            this.cpu = cpu;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder memory(int memory) {
            this.memory = memory;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder networkMode(String networkMode) {
            this.networkMode = networkMode;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder pidMode(String pidMode) {
            this.pidMode = pidMode;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder ipcMode(String ipcMode) {
            this.ipcMode = ipcMode;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder launchType(String launchType) {
            this.launchType = launchType;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder taskDefinitionAccountId(String taskDefinitionAccountId) {
            this.taskDefinitionAccountId = taskDefinitionAccountId;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder serviceName(String serviceName) {
            this.serviceName = serviceName;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder group(String group) {
            this.group = group;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder roleCredentials(RoleCredentials roleCredentials) {
            this.roleCredentials = Optional.of(roleCredentials);
            return this;
        }

        @CanIgnoreReturnValue
        public Builder executionRoleCredentials(RoleCredentials executionRoleCredentials) {
            this.executionRoleCredentials = Optional.of(executionRoleCredentials);
            return this;
        }

        @CanIgnoreReturnValue
        public Builder elasticNetworkInterfaces(List<ElasticNetworkInterface> elasticNetworkInterfaces) {
            this.elasticNetworkInterfaces = elasticNetworkInterfaces;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder attachments(List<Attachment> attachments) {
            this.attachments = attachments;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder associations(List<Association> associations) {
            this.associations = associations;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder proxyConfiguration(ProxyConfiguration proxyConfiguration) {
            this.proxyConfiguration = Optional.of(proxyConfiguration);
            return this;
        }

        @CanIgnoreReturnValue
        public Builder enableFaultInjection(boolean enableFaultInjection) {
            this.enableFaultInjection = enableFaultInjection;
            return this;
        }

        /** The finished record. */
        public TaskPayload build() {
            return new TaskPayload(
                    arn,
                    taskClusterArn,
                    desiredStatus,
                    family,
                    version,
                    overrides,
                    containers,
                    volumes,
                    cpu,
                    memory,
                    networkMode,
                    pidMode,
                    ipcMode,
                    launchType,
                    taskDefinitionAccountId,
                    serviceName,
                    group,
                    roleCredentials,
                    executionRoleCredentials,
                    elasticNetworkInterfaces,
                    attachments,
                    associations,
                    proxyConfiguration,
                    enableFaultInjection);
        }
    }

    /**
     * A volume or Service Connect attachment.
     */
    public record Attachment(
            String attachmentArn, String attachmentType, List<AttachmentProperty> attachmentProperties) {
        public Attachment {
            attachmentProperties = List.copyOf(attachmentProperties);
        }
    }

    /**
     * One property of an attachment.
     */
    public record AttachmentProperty(String name, String value) {}

    /**
     * A device for containers: for {@code gpu} the name is the device's id.
     */
    public record Association(String name, String type, List<String> containers, Optional<AssociationContent> content) {
        public Association {
            containers = List.copyOf(containers);
        }
    }

    /**
     * What an association carries: {@code identity} or {@code base64}.
     */
    public record AssociationContent(String encoding, String value) {}

    /**
     * An App Mesh proxy.
     */
    public record ProxyConfiguration(String type, String containerName, Map<String, String> properties) {
        public ProxyConfiguration {
            properties = Ordered.copyOf(properties);
        }
    }
}
