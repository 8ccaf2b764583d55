package io.gantry.agent.node;

import io.gantry.agent.node.task.Reasons;
import io.gantry.agent.protocol.ContainerPayload;
import io.gantry.agent.protocol.TaskPayload;
import io.gantry.agent.protocol.VolumePayload;
import io.gantry.base.Arn;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Judges a task before it is accepted. */
final class Intake {
    private static final Set<String> PROTOCOLS = Set.of("", "tcp", "udp");
    private static final Set<String> NETWORKS = Set.of("", "bridge", "host", "none");

    /** The mode in which a task has a network of its own. */
    static final String AWSVPC = "awsvpc";

    private Intake() {}

    /** Why a task cannot be understood (agent-protocol.md 6.2 rule 5), if so. */
    static Optional<String> fault(TaskPayload task) {
        Optional<Arn> arn = Arn.parse(task.arn());
        if (arn.isEmpty() || !arn.get().resourceType().equals("task")) {
            return Optional.of("invalid task ARN '" + task.arn() + "'");
        }
        if (!Set.of("RUNNING", "STOPPED").contains(task.desiredStatus())) {
            return Optional.of("unrecognized desired status '" + task.desiredStatus() + "'");
        }
        for (ContainerPayload container : task.containers()) {
            Optional<String> fault = fault(container);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    /** Why this node cannot run a task although it is well formed, if so: the reason that the task ends with. */
    static Optional<String> unsupported(TaskPayload task, boolean taskNetworks) {
        if (taskNetworks && task.networkMode().equals(AWSVPC)) {
            if (Sandboxes.connection(task).isEmpty()) {
                return Optional.of(
                        Reasons.resource(task.arn(), "the task comes without a network interface that says its VPC"));
            }
        } else if (!NETWORKS.contains(task.networkMode())) {
            return Optional.of(Reasons.resource(
                    task.arn(), "network mode " + task.networkMode() + " is not available on this node"));
        }
        if (task.pidMode().equals("task") || task.ipcMode().equals("task")) {
            return Optional.of(
                    Reasons.resource(task.arn(), "namespaces shared by a task are not available on this node"));
        }
        Optional<VolumePayload> volume = task.volumes().stream()
                .filter(v -> v.efsVolumeConfiguration().isPresent()
                        || v.fsxWindowsFileServerVolumeConfiguration().isPresent())
                .findFirst();
        if (volume.isPresent()) {
            return Optional.of(Reasons.resource(
                    task.arn(),
                    "volume " + volume.get().name() + ": type " + volume.get().type()
                            + " is not available on this node"));
        }
        return task.containers().stream()
                .flatMap(c -> unsupported(task, c).stream())
                .findFirst();
    }

    private static Optional<String> unsupported(TaskPayload task, ContainerPayload container) {
        if (!container.secrets().isEmpty()) {
            ContainerPayload.Secret secret = container.secrets().getFirst();
            String where = secret.provider().equals("ssm")
                    ? "Fetching secret data from SSM Parameter Store in " + secret.region()
                    : "Fetching secret data from AWS Secrets Manager in region " + secret.region();
            return Optional.of(where + ": not available on this node (secret " + secret.name() + ")");
        }
        if (!container.environmentFiles().isEmpty()) {
            return Optional.of(Reasons.resource(task.arn(), "environment files are not available on this node"));
        }
        if (task.memory() > 0 && container.memory() > task.memory()) {
            return Optional.of(Reasons.resource(task.arn(), "container memory limit greater than task memory limit"));
        }
        return Optional.empty();
    }

    private static Optional<String> fault(ContainerPayload container) {
        if (container.name().isEmpty()) {
            return Optional.of("container without a name");
        }
        Optional<ContainerPayload.PortMapping> odd = container.portMappings().stream()
                .filter(port -> !PROTOCOLS.contains(port.protocol()))
                .findFirst();
        if (odd.isPresent()) {
            return Optional.of("unrecognized protocol '" + odd.get().protocol() + "'");
        }
        if (container.overrides().isBlank()) {
            return Optional.empty();
        }
        try {
            JsonNode overrides = JsonMapper.shared().readTree(container.overrides());
            for (String member : overrides.propertyNames()) {
                if (!member.equals("command")) {
                    return Optional.of("unknown container override '" + member + "'");
                }
            }
            return Optional.empty();
        } catch (JacksonException unreadable) {
            return Optional.of("container overrides are no JSON");
        }
    }
}
