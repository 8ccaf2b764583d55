package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Every member of a container definition, as it stands in the engine's description of the container that was made of it. */
@ExtendWith(SharedGantry.class)
final class ContainerDefinitionIT {
    private final RunningGantry gantry;
    private final EcsTasks ecs;

    ContainerDefinitionIT(RunningGantry gantry) {
        this.gantry = gantry;
        this.ecs = new EcsTasks(gantry);
    }

    /** A member, where the engine shows it, and what stands there. */
    private record Row(String member, String container, String where, String expected) {}

    private static final List<Row> ROWS = List.of(
            new Row("image", "all", "Config.Image", "'busybox:latest'"),
            new Row("entryPoint", "all", "Config.Entrypoint", "['sleep']"),
            new Row("command", "all", "Config.Cmd", "['1000']"),
            new Row("cpu 0", "all", "HostConfig.CpuShares", "2"),
            new Row("cpu", "base", "HostConfig.CpuShares", "256"),
            new Row("memory", "all", "HostConfig.Memory", "67108864"),
            new Row("memoryReservation", "all", "HostConfig.MemoryReservation", "33554432"),
            new Row("hostname", "all", "Config.Hostname", "'tiny'"),
            new Row("user", "all", "Config.User", "'1000:1000'"),
            new Row("workingDirectory", "all", "Config.WorkingDir", "'/tmp'"),
            new Row("disableNetworking", "quiet", "Config.NetworkDisabled", "true"),
            new Row("interactive", "all", "Config.OpenStdin", "true"),
            new Row("pseudoTerminal", "all", "Config.Tty", "true"),
            new Row("privileged false", "all", "HostConfig.Privileged", "false"),
            new Row("readonlyRootFilesystem", "all", "HostConfig.ReadonlyRootfs", "true"),
            new Row("dnsServers", "all", "HostConfig.Dns", "['10.0.0.2']"),
            new Row("dnsSearchDomains", "all", "HostConfig.DnsSearch", "['shop.local']"),
            new Row("extraHosts", "all", "HostConfig.ExtraHosts", "['elsewhere:10.9.8.7']"),
            new Row("dockerSecurityOptions", "all", "HostConfig.SecurityOpt", "['no-new-privileges']"),
            new Row("dockerLabels", "all", "Config.Labels.team", "'blue'"),
            new Row("ulimits", "all", "HostConfig.Ulimits", "[{'Name':'nofile','Hard':2048,'Soft':1024}]"),
            new Row("systemControls", "all", "HostConfig.Sysctls", "{'net.core.somaxconn':'77'}"),
            new Row("capabilities.add", "all", "HostConfig.CapAdd", "['SYS_PTRACE']"),
            new Row("capabilities.drop", "all", "HostConfig.CapDrop", "['NET_RAW']"),
            new Row(
                    "devices",
                    "all",
                    "HostConfig.Devices",
                    "[{'PathOnHost':'/dev/null','PathInContainer':'/dev/nothing','CgroupPermissions':'rw'}]"),
            new Row("initProcessEnabled", "all", "HostConfig.Init", "true"),
            new Row("sharedMemorySize", "all", "HostConfig.ShmSize", "8388608"),
            new Row("maxSwap", "all", "HostConfig.MemorySwap", "100663296"),
            new Row("tmpfs", "all", "HostConfig.Tmpfs", "{'/fast':'size=4m,noexec,mode=1777'}"),
            new Row(
                    "logConfiguration",
                    "all",
                    "HostConfig.LogConfig",
                    "{'Type':'json-file','Config':{'max-file':'2','max-size':'1m'}}"),
            new Row("logConfiguration awslogs", "quiet", "HostConfig.LogConfig.Type", "'json-file'"),
            new Row(
                    "healthCheck",
                    "all",
                    "Config.Healthcheck",
                    "{'Test':['CMD-SHELL','true'],'Interval':5000000000,'Timeout':2000000000,'StartPeriod':1000000000,"
                            + "'Retries':4}"),
            new Row("networkMode", "all", "HostConfig.NetworkMode", "'bridge'"),
            new Row("restartPolicy is not the engine's", "all", "HostConfig.RestartPolicy.Name", "''"),
            new Row("removal is not the engine's", "all", "HostConfig.AutoRemove", "false"));

    @TestFactory
    Stream<DynamicTest> every_member_reaches_the_engine() throws IOException {
        JsonNode task = ecs.running(Files.readString(Path.of("src/test/resources/everything.json")));
        JsonNode all = ecs.inspect(task, "all");
        Stream<DynamicTest> plain = ROWS.stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.member(),
                        () -> assertThat(at(ecs.inspect(task, row.container()), row.where()))
                                .isEqualTo(EcsCalls.read(row.expected().replace('\'', '"')))));
        Stream<DynamicTest> more = Stream.of(
                DynamicTest.dynamicTest("environment", () -> environment(all)),
                DynamicTest.dynamicTest("portMappings", () -> ports(task, all)),
                DynamicTest.dynamicTest("links and volumesFrom", () -> others(task, all)),
                DynamicTest.dynamicTest("mountPoints and volumes", () -> mounts(all)),
                DynamicTest.dynamicTest("awslogs options are kept", () -> logs(task)),
                DynamicTest.dynamicTest("swappiness", () -> swappiness(all)),
                DynamicTest.dynamicTest("healthCheck is told", () -> healthy(task)));
        return Stream.concat(plain, more);
    }

    private static JsonNode at(JsonNode node, String path) {
        JsonNode at = node;
        for (String member : path.split("\\.")) {
            at = at.path(member);
        }
        return at;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private static void environment(JsonNode all) {
        List<String> variables = texts(all.path("Config").path("Env"));
        assertThat(variables)
                .contains(
                        "GREETING=good day",
                        "AWS_EXECUTION_ENV=AWS_ECS_EC2",
                        "AWS_REGION=us-east-1",
                        "AWS_DEFAULT_REGION=us-east-1");
        // A test's node has an address of its own beside the one that the SDKs know.
        assertThat(variables)
                .anyMatch(v ->
                        v.matches("ECS_CONTAINER_METADATA_URI_V4=http://169\\.254\\.\\d+\\.\\d+/v4/[0-9a-f-]{32,36}"));
    }

    private static void ports(JsonNode task, JsonNode all) {
        JsonNode bindings = EcsTasks.container(task, "all").path("networkBindings");
        assertThat(bindings).hasSize(3);
        JsonNode published = all.path("NetworkSettings").path("Ports");
        for (JsonNode binding : bindings) {
            String protocol = binding.path("protocol").asString();
            String range = binding.path("containerPortRange").asString("");
            String port = range.isEmpty() ? binding.path("containerPort").asString() : range.replaceAll("-.*", "");
            String host = range.isEmpty()
                    ? binding.path("hostPort").asString()
                    : binding.path("hostPortRange").asString().replaceAll("-.*", "");
            assertThat(published
                            .path(port + "/" + protocol)
                            .path(0)
                            .path("HostPort")
                            .asString())
                    .isEqualTo(host);
            assertThat(Integer.parseInt(host)).isBetween(32768, 60999);
        }
        assertThat(published.propertyNames())
                .containsExactlyInAnyOrder("8080/tcp", "8081/udp", "9000/tcp", "9001/tcp", "9002/tcp");
    }

    private void others(JsonNode task, JsonNode all) {
        String base = ecs.inspect(task, "base").path("Name").asString();
        assertThat(texts(all.path("HostConfig").path("Links")))
                .containsExactly(base + ":" + all.path("Name").asString() + "/db");
        assertThat(texts(all.path("HostConfig").path("VolumesFrom"))).containsExactly(base.substring(1) + ":ro");
    }

    private static void mounts(JsonNode all) {
        String task = "ecs-everything-1-task-[0-9a-f]{20}";
        String scratch = "ecs-everything-1-scratch-[0-9a-f]{20}";
        List<String> mounts = StreamSupport.stream(all.path("Mounts").spliterator(), false)
                .map(mount -> mount.path("Type").asString() + " "
                        + mount.path("Name").asString(mount.path("Source").asString()) + " "
                        + mount.path("Destination").asString() + " "
                        + mount.path("RW").asBoolean())
                .toList();
        assertThat(mounts).hasSize(3);
        assertThat(mounts).anyMatch(mount -> mount.matches("volume " + scratch + " /scratch true"));
        assertThat(mounts).contains("bind /tmp /folder false");
        assertThat(mounts).anyMatch(mount -> mount.matches("volume " + task + " /task false"));
    }

    private void logs(JsonNode task) {
        String id = task.path("taskArn").asString().replaceAll("^.*/", "");
        String kept = ecs.inspect(task, "quiet")
                .path("Config")
                .path("Labels")
                .path("io.gantry.log-options")
                .asString();
        JsonNode options = EcsCalls.read(kept);
        assertThat(options.path("Type").asString()).isEqualTo("awslogs");
        assertThat(options.path("Config").path("awslogs-group").asString()).isEqualTo("shop");
        assertThat(options.path("Config").path("awslogs-stream").asString()).isEqualTo("web/quiet/" + id);
    }

    /** Control groups of version 2 know no swappiness; the engine then says so by leaving it out. */
    private void swappiness(JsonNode all) {
        String version =
                gantry.docker("info", "--format", "{{.CgroupVersion}}").run().success();
        JsonNode found = all.path("HostConfig").path("MemorySwappiness");
        assertThat(version.strip().equals("1") ? found.asInt(-1) : 10).isEqualTo(10);
    }

    private void healthy(JsonNode task) {
        String arn = task.path("taskArn").asString();
        RunningGantry.await("the container is healthy", java.time.Duration.ofSeconds(60), () -> {
            JsonNode seen = ecs.task(arn);
            return seen.path("healthStatus").asString().equals("HEALTHY")
                    && EcsTasks.container(seen, "all")
                            .path("healthStatus")
                            .asString()
                            .equals("HEALTHY");
        });
        assertThat(EcsTasks.container(ecs.task(arn), "base")
                        .path("healthStatus")
                        .asString())
                .isEqualTo("UNKNOWN");
    }

    /** Where the engine itself may not do everything it cannot start such a container either, but it was asked to. */
    @Test
    void a_privileged_container_is_made_privileged() {
        JsonNode task = ecs.stopped("""
                {'family': 'privileged', 'networkMode': 'bridge', 'containerDefinitions': [{
                  'name': 'one', 'image': 'busybox:latest', 'memory': 16, 'essential': true, 'privileged': true,
                  'command': ['true']}]}""");
        assertThat(ecs.inspect(task, "one")
                        .path("HostConfig")
                        .path("Privileged")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void host_namespaces_are_the_hosts() {
        JsonNode task = ecs.running("""
                {'family': 'namespaces', 'networkMode': 'host', 'pidMode': 'host', 'ipcMode': 'host', 'containerDefinitions': [{
                  'name': 'one', 'image': 'busybox:latest', 'memory': 16, 'essential': true, 'command': ['sleep', '1000'],
                  'stopTimeout': 2}]}""");
        JsonNode host = ecs.inspect(task, "one").path("HostConfig");
        assertThat(host.path("NetworkMode").asString()).isEqualTo("host");
        assertThat(host.path("PidMode").asString()).isEqualTo("host");
        assertThat(host.path("IpcMode").asString()).isEqualTo("host");
        JsonNode none = ecs.running("""
                {'family': 'closed', 'networkMode': 'none', 'ipcMode': 'none', 'containerDefinitions': [{
                  'name': 'one', 'image': 'busybox:latest', 'memory': 16, 'essential': true, 'command': ['sleep', '1000'],
                  'stopTimeout': 2}]}""");
        JsonNode closed = ecs.inspect(none, "one").path("HostConfig");
        assertThat(closed.path("NetworkMode").asString()).isEqualTo("none");
        assertThat(closed.path("IpcMode").asString()).isEqualTo("none");
    }

    /** Both containers together get what the task says, as the kernel sees it. */
    @Test
    void a_task_is_limited_as_a_whole() throws IOException {
        JsonNode task = ecs.running("""
                {'family': 'limited', 'networkMode': 'bridge', 'cpu': '256', 'memory': '96', 'containerDefinitions': [
                  {'name': 'one', 'image': 'busybox:latest', 'essential': true, 'command': ['sleep', '1000'], 'stopTimeout': 2},
                  {'name': 'two', 'image': 'busybox:latest', 'essential': true, 'command': ['sleep', '1000'], 'stopTimeout': 2}]}""");
        String parent =
                ecs.inspect(task, "one").path("HostConfig").path("CgroupParent").asString();
        String id = task.path("taskArn").asString().replaceAll("^.*/", "");
        assertThat(parent).contains(id);
        assertThat(ecs.inspect(task, "two")
                        .path("HostConfig")
                        .path("CgroupParent")
                        .asString())
                .isEqualTo(parent);
        Path root = Path.of("/sys/fs/cgroup");
        Path memory = root.resolve("memory/ecs").resolve(id).resolve("memory.limit_in_bytes");
        Path slice = root.resolve("ecstasks-" + id + ".slice");
        if (Files.exists(memory)) {
            assertThat(Files.readString(memory).strip()).isEqualTo(Long.toString(96L << 20));
            assertThat(Files.readString(root.resolve("cpu/ecs").resolve(id).resolve("cpu.cfs_quota_us"))
                            .strip())
                    .isEqualTo("25000");
        } else if (Files.exists(slice)) {
            assertThat(Files.readString(slice.resolve("memory.max")).strip()).isEqualTo(Long.toString(96L << 20));
            assertThat(Files.readString(slice.resolve("cpu.max")).strip()).isEqualTo("25000 100000");
        } else {
            assertThat(parent).isEqualTo("ecstasks-" + id + ".slice");
        }
    }
}
