package io.gantry.ecs.dispatch;

import io.gantry.records.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Device;
import software.amazon.awssdk.services.ecs.model.HealthCheck;
import software.amazon.awssdk.services.ecs.model.KernelCapabilities;
import software.amazon.awssdk.services.ecs.model.LinuxParameters;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.Tmpfs;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What travels in Docker's own field names (agent-protocol.md 11.2). The agent lays these texts over what it builds itself,
 * so only what the definition sets may stand in them.
 */
final class DockerJson {
    private static final long MIB = 1L << 20;
    private static final long NANOS = 1_000_000_000L;

    private final ObjectNode json = Json.MAPPER.createObjectNode();

    private DockerJson() {}

    /** {@code dockerConfig.config}. */
    static String config(ContainerDefinition container) {
        DockerJson config = new DockerJson();
        config.text("Hostname", container.hostname());
        config.text("User", container.user());
        config.text("WorkingDir", container.workingDirectory());
        config.flag("NetworkDisabled", container.disableNetworking());
        config.flag("OpenStdin", container.interactive());
        config.flag("Tty", container.pseudoTerminal());
        if (!container.dockerLabels().isEmpty()) {
            config.map("Labels", container.dockerLabels());
        }
        Optional.ofNullable(container.healthCheck()).ifPresent(config::healthCheck);
        return config.write();
    }

    /**
     * {@code dockerConfig.hostConfig}.
     *
     * @param networkMode of the task
     * @param taskId for the log stream's name
     */
    static String hostConfig(ContainerDefinition container, String networkMode, String taskId) {
        DockerJson host = new DockerJson();
        host.text("NetworkMode", networkMode);
        if (container.memoryReservation() != null && container.memoryReservation() > 0) {
            host.json.put("MemoryReservation", container.memoryReservation() * MIB);
        }
        host.flag("Privileged", container.privileged());
        host.flag("ReadonlyRootfs", container.readonlyRootFilesystem());
        host.texts("Dns", container.dnsServers());
        host.texts("DnsSearch", container.dnsSearchDomains());
        host.texts(
                "ExtraHosts",
                container.extraHosts().stream()
                        .map(entry -> entry.hostname() + ":" + entry.ipAddress())
                        .toList());
        host.texts("SecurityOpt", container.dockerSecurityOptions());
        host.ulimits(container);
        Map<String, String> sysctls = new TreeMap<>();
        container.systemControls().forEach(control -> sysctls.put(control.namespace(), control.value()));
        if (!sysctls.isEmpty()) {
            host.map("Sysctls", sysctls);
        }
        Optional.ofNullable(container.logConfiguration()).ifPresent(log -> host.log(log, container.name(), taskId));
        Optional.ofNullable(container.linuxParameters())
                .ifPresent(parameters -> host.linux(parameters, container.memory()));
        return host.write();
    }

    private String write() {
        return Json.MAPPER.writeValueAsString(json);
    }

    private void text(String name, String value) {
        if (value != null && !value.isEmpty()) {
            json.put(name, value);
        }
    }

    private void flag(String name, Boolean value) {
        if (value != null) {
            json.put(name, value.booleanValue());
        }
    }

    private void texts(String name, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = json.putArray(name);
            values.forEach(array::add);
        }
    }

    private void map(String name, Map<String, String> values) {
        ObjectNode object = json.putObject(name);
        new TreeMap<>(values).forEach(object::put);
    }

    private void healthCheck(HealthCheck check) {
        ObjectNode object = json.putObject("Healthcheck");
        ArrayNode test = object.putArray("Test");
        check.command().forEach(test::add);
        seconds(object, "Interval", check.interval());
        seconds(object, "Timeout", check.timeout());
        seconds(object, "StartPeriod", check.startPeriod());
        if (check.retries() != null) {
            object.put("Retries", check.retries().intValue());
        }
    }

    private static void seconds(ObjectNode object, String name, Integer value) {
        if (value != null) {
            object.put(name, value * NANOS);
        }
    }

    private void ulimits(ContainerDefinition container) {
        if (container.ulimits().isEmpty()) {
            return;
        }
        ArrayNode array = json.putArray("Ulimits");
        container
                .ulimits()
                .forEach(limit -> array.addObject()
                        .put("Name", limit.nameAsString())
                        .put("Soft", limit.softLimit().intValue())
                        .put("Hard", limit.hardLimit().intValue()));
    }

    /** The stream's prefix is ours to turn into a name: Docker's driver knows only whole names. */
    private void log(LogConfiguration log, String container, String taskId) {
        Map<String, String> options = new TreeMap<>(log.options());
        if ("awslogs".equals(log.logDriverAsString())) {
            String prefix = options.remove("awslogs-stream-prefix");
            if (prefix != null) {
                options.put("awslogs-stream", prefix + "/" + container + "/" + taskId);
            }
        }
        ObjectNode object = json.putObject("LogConfig").put("Type", log.logDriverAsString());
        ObjectNode config = object.putObject("Config");
        options.forEach(config::put);
    }

    private void linux(LinuxParameters linux, Integer memory) {
        Optional.ofNullable(linux.capabilities()).ifPresent(this::capabilities);
        if (!linux.devices().isEmpty()) {
            ArrayNode array = json.putArray("Devices");
            linux.devices().forEach(device -> device(array, device));
        }
        flag("Init", linux.initProcessEnabled());
        if (linux.sharedMemorySize() != null && linux.sharedMemorySize() > 0) {
            json.put("ShmSize", linux.sharedMemorySize() * MIB);
        }
        if (!linux.tmpfs().isEmpty()) {
            ObjectNode object = json.putObject("Tmpfs");
            linux.tmpfs().forEach(tmpfs -> object.put(tmpfs.containerPath(), options(tmpfs)));
        }
        if (linux.maxSwap() != null && memory != null) {
            json.put("MemorySwap", ((long) memory + linux.maxSwap()) * MIB);
            if (linux.swappiness() != null) {
                json.put("MemorySwappiness", linux.swappiness().intValue());
            }
        }
    }

    private void capabilities(KernelCapabilities capabilities) {
        texts("CapAdd", capabilities.add());
        texts("CapDrop", capabilities.drop());
    }

    private static void device(ArrayNode array, Device device) {
        StringBuilder permissions = new StringBuilder();
        // AWS says read, write and mknod; Docker takes their first letters.
        device.permissionsAsStrings().forEach(permission -> permissions.append(permission.charAt(0)));
        String path = device.containerPath();
        array.addObject()
                .put("PathOnHost", device.hostPath())
                .put("PathInContainer", path == null || path.isEmpty() ? device.hostPath() : path)
                .put("CgroupPermissions", permissions.isEmpty() ? "rwm" : permissions.toString());
    }

    private static String options(Tmpfs tmpfs) {
        StringBuilder options = new StringBuilder("size=").append(tmpfs.size()).append('m');
        tmpfs.mountOptions().forEach(option -> options.append(',').append(option));
        return options.toString();
    }
}
