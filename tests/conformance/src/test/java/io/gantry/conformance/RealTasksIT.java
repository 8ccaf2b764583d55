package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Task definitions as people write them, run on the machine's engine and looked at from outside. */
@ExtendWith(SharedGantry.class)
final class RealTasksIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final RunningGantry gantry;
    private final EcsTasks ecs;

    RealTasksIT(RunningGantry gantry) {
        this.gantry = gantry;
        this.ecs = new EcsTasks(gantry);
    }

    @Test
    void redis_answers_on_its_dynamic_port() {
        JsonNode task = ecs.running("""
                {'family': 'redis', 'networkMode': 'bridge', 'containerDefinitions': [{
                  'name': 'redis', 'image': 'redis:latest', 'memory': 64, 'essential': true,
                  'portMappings': [{'containerPort': 6379}]}]}""");
        assertThat(Network.exchange(EcsTasks.hostPort(task, "redis"), "PING\r\n"))
                .isEqualTo("+PONG\r\n");
    }

    @Test
    void the_environment_of_the_definition_and_of_the_call_reaches_the_program() {
        String definition = ecs.register("""
                {'family': 'python', 'networkMode': 'bridge', 'containerDefinitions': [{
                  'name': 'http', 'image': 'gantry/python-http:latest', 'memory': 64, 'essential': true,
                  'portMappings': [{'containerPort': 8000}],
                  'environment': [{'name': 'COLOUR', 'value': 'blue'}, {'name': 'SHAPE', 'value': 'round = yes'}]}]}""");
        JsonNode answer = gantry.calls().ok("RunTask", EcsCalls.json("""
                {'taskDefinition': 'DEFINITION', 'startedBy': 'case', 'overrides': {'containerOverrides': [{
                  'name': 'http', 'environment': [{'name': 'COLOUR', 'value': 'green'}]}]}}""".replace("DEFINITION", definition)));
        String arn = answer.path("tasks").path(0).path("taskArn").asString();
        JsonNode task = ecs.await(arn, "RUNNING");
        assertThat(task.path("startedBy").asString()).isEqualTo("case");
        JsonNode seen = EcsCalls.read(Network.get(EcsTasks.hostPort(task, "http"), "/some/path"));
        assertThat(seen.path("path").asString()).isEqualTo("/some/path");
        JsonNode environment = seen.path("environment");
        assertThat(environment.path("COLOUR").asString()).isEqualTo("green");
        assertThat(environment.path("SHAPE").asString()).isEqualTo("round = yes");
        assertThat(environment.path("AWS_EXECUTION_ENV").asString()).isEqualTo("AWS_ECS_EC2");
    }

    @Test
    void a_container_waits_until_the_one_it_depends_on_is_healthy() {
        JsonNode task = ecs.running("""
                {'family': 'shop', 'networkMode': 'bridge', 'containerDefinitions': [{
                  'name': 'store', 'image': 'redis:latest', 'memory': 64, 'essential': true,
                  'healthCheck': {'command': ['CMD', 'redis-cli', 'ping'], 'interval': 5, 'timeout': 2, 'retries': 2}
                }, {
                  'name': 'app', 'image': 'busybox:latest', 'memory': 16, 'essential': false, 'stopTimeout': 2,
                  'command': ['sleep', '3600'], 'links': ['store:db'],
                  'dependsOn': [{'containerName': 'store', 'condition': 'HEALTHY'}]}]}""");
        JsonNode health = ecs.inspect(task, "store").path("State").path("Health");
        assertThat(health.path("Status").asString()).isEqualTo("healthy");
        JsonNode app = ecs.inspect(task, "app");
        assertThat(app.path("State").path("StartedAt").asString())
                .isGreaterThan(health.path("Log").path(0).path("End").asString().substring(0, 19));
        assertThat(app.path("HostConfig").path("Links").toString()).contains("/db");
        String arn = task.path("taskArn").asString();
        JsonNode healthy = RunningGantry.awaitFound(
                "the task's health",
                LIMIT,
                () -> Optional.of(ecs.task(arn))
                        .filter(seen -> seen.path("healthStatus").asString().equals("HEALTHY")));
        assertThat(EcsTasks.container(healthy, "store").path("healthStatus").asString())
                .isEqualTo("HEALTHY");
        assertThat(EcsTasks.container(healthy, "app").path("healthStatus").asString())
                .isEqualTo("UNKNOWN");
    }

    private static String batch(int firstExit, String condition, int lastExit) {
        return """
                {'family': 'batch', 'networkMode': 'bridge', 'containerDefinitions': [{
                  'name': 'first', 'image': 'busybox:latest', 'memory': 16, 'essential': false,
                  'command': ['sh', '-c', 'exit FIRST']
                }, {
                  'name': 'last', 'image': 'busybox:latest', 'memory': 16, 'essential': true,
                  'command': ['sh', '-c', 'echo done; exit LAST'],
                  'dependsOn': [{'containerName': 'first', 'condition': 'CONDITION'}]}]}""".replace("FIRST", Integer.toString(firstExit))
                .replace("LAST", Integer.toString(lastExit))
                .replace("CONDITION", condition);
    }

    @Test
    void a_batch_task_ends_with_its_programs_exit_codes() {
        JsonNode well = ecs.stopped(batch(0, "SUCCESS", 0));
        assertThat(well.path("stopCode").asString()).isEqualTo("EssentialContainerExited");
        assertThat(EcsTasks.container(well, "first").path("exitCode").asInt(-1)).isZero();
        assertThat(EcsTasks.container(well, "last").path("exitCode").asInt(-1)).isZero();
        assertThat(ecs.output(well, "last")).isEqualTo("done\n");
        JsonNode ill = ecs.stopped(batch(5, "COMPLETE", 3));
        assertThat(ill.path("stopCode").asString()).isEqualTo("EssentialContainerExited");
        assertThat(EcsTasks.container(ill, "first").path("exitCode").asInt(-1)).isEqualTo(5);
        assertThat(EcsTasks.container(ill, "last").path("exitCode").asInt(-1)).isEqualTo(3);
    }

    @Test
    void what_waits_for_a_success_that_does_not_come_never_starts() {
        JsonNode task = ecs.stopped(batch(5, "SUCCESS", 0));
        assertThat(task.path("stopCode").asString()).isEqualTo("TaskFailedToStart");
        assertThat(EcsTasks.container(task, "first").path("exitCode").asInt(-1)).isEqualTo(5);
        JsonNode last = EcsTasks.container(task, "last");
        assertThat(last.path("reason").asString()).startsWith("CannotStartContainerError: dependency graph");
        assertThat(last.path("exitCode").asInt(-1)).isEqualTo(143);
    }

    @Test
    void ten_containers_make_a_task() {
        StringBuilder containers = new StringBuilder();
        for (int number = 0; number < 10; number++) {
            containers.append(number == 0 ? "" : ",").append("""
                    {'name': 'c%d', 'image': 'busybox:latest', 'memory': 16, 'essential': true, 'stopTimeout': 2,
                     'command': ['sleep', '3600']}""".formatted(number));
        }
        JsonNode task =
                ecs.running("{'family': 'ten', 'networkMode': 'bridge', 'containerDefinitions': [" + containers + "]}");
        assertThat(task.path("containers")).hasSize(10);
        assertThat(gantry.containers())
                .containsAll(task.path("containers")
                        .valueStream()
                        .map(container -> container.path("runtimeId").asString())
                        .toList());
        assertThat(task.path("memory").asString()).isEqualTo("160");
        String arn = task.path("taskArn").asString();
        ecs.stop(arn);
        JsonNode stopped = ecs.await(arn, "STOPPED");
        assertThat(stopped.path("containers")
                        .valueStream()
                        .map(container -> container.path("lastStatus").asString()))
                .containsOnly("STOPPED");
    }

    @Test
    void host_mode_uses_the_hosts_ports_as_they_are() {
        int port = Network.freePort();
        JsonNode task = ecs.running("""
                {'family': 'host', 'networkMode': 'host', 'containerDefinitions': [{
                  'name': 'http', 'image': 'gantry/python-http:latest', 'memory': 64, 'essential': true,
                  'portMappings': [{'containerPort': NUMBER}],
                  'environment': [{'name': 'PORT', 'value': 'NUMBER'}]}]}""".replace("NUMBER", Integer.toString(port)));
        assertThat(Network.get(port, "/health")).isEqualTo("ok");
        assertThat(ecs.inspect(task, "http")
                        .path("HostConfig")
                        .path("NetworkMode")
                        .asString())
                .isEqualTo("host");
    }

    @Test
    void none_mode_has_no_network_but_its_own() {
        JsonNode task = ecs.stopped("""
                {'family': 'none', 'networkMode': 'none', 'containerDefinitions': [{
                  'name': 'alone', 'image': 'busybox:latest', 'memory': 16, 'essential': true,
                  'command': ['sh', '-c', 'ip -o addr']}]}""");
        assertThat(ecs.output(task, "alone").lines())
                .isNotEmpty()
                .allMatch(line -> line.matches("\\d+: lo .*"), "loopback");
    }

    @Test
    void a_udp_port_answers_datagrams() {
        JsonNode task = ecs.running("""
                {'family': 'udp', 'networkMode': 'bridge', 'containerDefinitions': [{
                  'name': 'echo', 'image': 'python:3', 'memory': 64, 'essential': true, 'stopTimeout': 2,
                  'command': ['python3', '-c', 'import socket\\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\\ns.bind((str(), 7000))\\nwhile True: s.sendto(*s.recvfrom(512))'],
                  'portMappings': [{'containerPort': 7000, 'protocol': 'udp'}]}]}""");
        assertThat(EcsTasks.container(task, "echo")
                        .path("networkBindings")
                        .path(0)
                        .path("protocol")
                        .asString())
                .isEqualTo("udp");
        assertThat(Network.datagram(EcsTasks.hostPort(task, "echo"), "hello")).isEqualTo("hello");
    }

    @Test
    void volumes_of_the_host_and_of_the_task_are_shared_by_its_containers(@TempDir Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("greeting"), "hello from the host\n");
        JsonNode task = ecs.stopped("""
                {'family': 'volumes', 'networkMode': 'bridge',
                 'volumes': [{'name': 'host', 'host': {'sourcePath': 'FOLDER'}},
                   {'name': 'scratch', 'host': {}},
                   {'name': 'docker', 'dockerVolumeConfiguration': {'scope': 'task', 'driver': 'local'}}],
                 'containerDefinitions': [{
                  'name': 'writer', 'image': 'busybox:latest', 'memory': 16, 'essential': false,
                  'command': ['sh', '-c', 'cp /in/greeting /docker/a; echo scratched > /scratch/b; touch /in/no || echo refused'],
                  'mountPoints': [{'sourceVolume': 'host', 'containerPath': '/in', 'readOnly': true},
                    {'sourceVolume': 'scratch', 'containerPath': '/scratch'},
                    {'sourceVolume': 'docker', 'containerPath': '/docker'}]
                }, {
                  'name': 'reader', 'image': 'busybox:latest', 'memory': 16, 'essential': true,
                  'command': ['cat', '/docker/a', '/scratch/b'], 'volumesFrom': [{'sourceContainer': 'writer'}],
                  'dependsOn': [{'containerName': 'writer', 'condition': 'SUCCESS'}]}]}""".replace("FOLDER", folder.toString()));
        assertThat(ecs.output(task, "reader")).isEqualTo("hello from the host\nscratched\n");
        assertThat(ecs.output(task, "writer")).isEqualTo("refused\n");
    }

    @Test
    void a_shared_docker_volume_outlives_its_task() {
        String volume = "gantry-conformance-" + gantry.account();
        try {
            ecs.stopped(keeping(volume, "echo kept > /data/file"));
            JsonNode second = ecs.stopped(keeping(volume, "cat /data/file"));
            assertThat(ecs.output(second, "one")).isEqualTo("kept\n");
            assertThat(gantry.docker("volume", "inspect", "--format", "{{.Labels.made}}", volume)
                            .run()
                            .success())
                    .isEqualTo("conformance\n");
        } finally {
            gantry.docker("ps", "-aq", "--filter", "volume=" + volume)
                    .run()
                    .success()
                    .lines()
                    .forEach(id -> gantry.docker("rm", "-f", id).run());
            gantry.docker("volume", "rm", volume).run();
        }
    }

    private static String keeping(String volume, String command) {
        return """
                {'family': 'keeping', 'networkMode': 'bridge',
                 'volumes': [{'name': 'VOLUME', 'dockerVolumeConfiguration':
                   {'scope': 'shared', 'autoprovision': true, 'driver': 'local', 'labels': {'made': 'conformance'}}}],
                 'containerDefinitions': [{
                  'name': 'one', 'image': 'busybox:latest', 'memory': 16, 'essential': true,
                  'command': ['sh', '-c', 'COMMAND'],
                  'mountPoints': [{'sourceVolume': 'VOLUME', 'containerPath': '/data'}]}]}""".replace("VOLUME", volume).replace("COMMAND", command);
    }

    @Test
    void limits_labels_and_the_rest_of_a_container_definition_reach_the_kernel() {
        JsonNode task = ecs.stopped("""
                {'family': 'limits', 'networkMode': 'bridge', 'containerDefinitions': [{
                  'name': 'one', 'image': 'busybox:latest', 'cpu': 128, 'memory': 32, 'memoryReservation': 16,
                  'essential': true, 'hostname': 'tiny', 'user': '65534:65534', 'workingDirectory': '/tmp/fast',
                  'entryPoint': ['sh', '-c'],
                  'command': ['hostname; id -u; pwd; ulimit -n; grep /tmp/fast /proc/mounts; touch /etc/no || echo read-only; cat /proc/sys/net/core/somaxconn; cat /etc/hosts; df -k /dev/shm'],
                  'readonlyRootFilesystem': true,
                  'ulimits': [{'name': 'nofile', 'softLimit': 1234, 'hardLimit': 2345}],
                  'systemControls': [{'namespace': 'net.core.somaxconn', 'value': '77'}],
                  'extraHosts': [{'hostname': 'elsewhere', 'ipAddress': '10.9.8.7'}],
                  'dockerLabels': {'team': 'blue'},
                  'linuxParameters': {'initProcessEnabled': true, 'sharedMemorySize': 8,
                    'capabilities': {'drop': ['NET_RAW'], 'add': ['SYS_PTRACE']},
                    'tmpfs': [{'containerPath': '/tmp/fast', 'size': 4, 'mountOptions': ['noexec', 'mode=1777']}]}}]}""");
        assertThat(EcsTasks.container(task, "one").path("exitCode").asInt(-1)).isZero();
        String output = ecs.output(task, "one");
        assertThat(output).startsWith("tiny\n65534\n/tmp/fast\n1234\n");
        assertThat(output.lines()).anyMatch(line -> line.startsWith("tmpfs /tmp/fast") && line.contains("noexec"));
        assertThat(output.lines()).anyMatch(line -> line.contains("8192") && line.contains("/dev/shm"));
        assertThat(output).contains("\nread-only\n77\n").containsPattern("10\\.9\\.8\\.7\\s+elsewhere");
        JsonNode container = ecs.inspect(task, "one");
        JsonNode host = container.path("HostConfig");
        assertThat(host.path("Memory").asLong()).isEqualTo(32L << 20);
        assertThat(host.path("MemoryReservation").asLong()).isEqualTo(16L << 20);
        assertThat(host.path("CpuShares").asInt()).isEqualTo(128);
        assertThat(host.path("Init").asBoolean()).isTrue();
        assertThat(host.path("CapDrop").toString()).contains("NET_RAW");
        assertThat(host.path("CapAdd").toString()).contains("SYS_PTRACE");
        JsonNode labels = container.path("Config").path("Labels");
        assertThat(labels.path("team").asString()).isEqualTo("blue");
        assertThat(labels.path("com.amazonaws.ecs.task-arn")).isEqualTo(task.path("taskArn"));
        assertThat(labels.path("com.amazonaws.ecs.container-name").asString()).isEqualTo("one");
        assertThat(labels.path("com.amazonaws.ecs.task-definition-family").asString())
                .isEqualTo("limits");
        assertThat(labels.path("com.amazonaws.ecs.task-definition-version").asString())
                .isEqualTo("1");
        assertThat(labels.path("com.amazonaws.ecs.cluster").asString()).isEqualTo("default");
    }
}
