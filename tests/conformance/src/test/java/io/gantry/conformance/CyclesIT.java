package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tasks that start, stop and are cleaned up, again and again: nothing of them is left. 300, or as many as the
 * environment variable {@code GANTRY_TEST_CYCLES} says.
 */
@Isolated("it counts what is left of containers, whoever's they are")
final class CyclesIT {
    private static final int CYCLES = Integer.parseInt(System.getenv().getOrDefault("GANTRY_TEST_CYCLES", "300"));

    /** Many at once: what a task waits for costs the next one nothing. */
    private static final int TOGETHER = 30;

    /** RunTask makes no more in one call. */
    private static final int IN_ONE_CALL = 10;

    private static final Duration LIMIT = Duration.ofMinutes(3);

    /**
     * Half of the containers are on the bridge and end by themselves, half have a network of their own and are stopped; all
     * have ports, a volume and a limit as a task.
     */
    private static final String DEFINITION = """
            {'family': 'cycle', 'networkMode': 'MODE', 'memory': '16',
             'volumes': [{'name': 'scratch', 'host': {}}],
             'containerDefinitions': [{
              'name': 'one', 'image': 'busybox:latest', 'essential': true, 'portMappings': [{'containerPort': 80}],
              'command': [COMMAND], 'linuxParameters': {'initProcessEnabled': true},
              'mountPoints': [{'sourceVolume': 'scratch', 'containerPath': '/scratch'}]}]}""";

    @TempDir
    Path home;

    @Test
    void nothing_is_left_of_tasks_that_are_gone() throws IOException {
        Set<String> before = taskNetworks();
        RunningGantry gantry = RunningGantry.in(home, "");
        try (gantry) {
            gantry.startServer();
            gantry.startNode("--node-task-cleanup-wait=1s", "--node-container-metadata=true");
            gantry.awaitNode();
            EcsTasks ecs = new EcsTasks(gantry);
            String ends = ecs.register(DEFINITION.replace("MODE", "bridge").replace("COMMAND", "'true'"));
            String runs = ecs.register(DEFINITION.replace("MODE", "awsvpc").replace("COMMAND", "'sleep', '1000'"));
            List<String> networks = lines(gantry, "network", "ls", "-q");
            ObjectNode inSubnet = inASubnet(new Ec2Calls(gantry), tasks(runs));
            cycle(gantry, ecs, tasks(ends), inSubnet);
            awaitNothingLeft(gantry, before);
            List<String> last = start(gantry, inSubnet);
            last.forEach(task -> ecs.await(task, "RUNNING"));
            assertThat(file(gantry, ecs.await(last.getFirst(), "RUNNING")))
                    .contains("\"TaskARN\":\"" + last.getFirst())
                    .contains("\"MetadataFileStatus\":\"READY\"");
            assertThat(taskNetworks())
                    .as("what the networks of tasks look like")
                    .hasSizeGreaterThan(before.size() + TOGETHER);
            last.forEach(ecs::stop);
            last.forEach(task -> ecs.await(task, "STOPPED"));
            long files = openFiles(gantry.nodeId());
            long threads = threads(gantry.nodeId());
            for (int done = 2 * TOGETHER; done < CYCLES; done += 2 * TOGETHER) {
                cycle(gantry, ecs, tasks(ends), inSubnet);
            }
            awaitNothingLeft(gantry, before);

            assertThat(lines(gantry, "network", "ls", "-q")).isEqualTo(networks);
            RunningGantry.await(
                    "the node's files and threads are as many as before",
                    LIMIT,
                    () -> openFiles(gantry.nodeId()) <= files + TOGETHER
                            && threads(gantry.nodeId()) <= threads + TOGETHER);
            start(gantry, inSubnet).forEach(task -> ecs.await(task, "RUNNING"));
        }
        RunningGantry.await(
                "nothing is left of tasks that ran when all ended", LIMIT, () -> before.containsAll(taskNetworks()));
    }

    /** The metadata file that a container finds. */
    private static String file(RunningGantry gantry, JsonNode task) {
        String id = EcsTasks.container(task, "one").path("runtimeId").asString();
        return gantry.docker("exec", id, "sh", "-c", "cat $ECS_CONTAINER_METADATA_FILE")
                .run()
                .success();
    }

    private static void cycle(RunningGantry gantry, EcsTasks ecs, ObjectNode ends, ObjectNode runs) {
        List<String> started = start(gantry, runs);
        List<String> all = new ArrayList<>(start(gantry, ends));
        for (String task : started) {
            ecs.await(task, "RUNNING");
            ecs.stop(task);
        }
        all.addAll(started);
        all.forEach(task -> ecs.await(task, "STOPPED"));
    }

    /** In a range of its own: tasks of the Gantry that other cases share may be running in the default VPC's. */
    private static ObjectNode inASubnet(Ec2Calls ec2, ObjectNode input) {
        String vpc = ec2.call("vpcId", "CreateVpc", Map.of("CidrBlock", "10.211.0.0/16"));
        input.putObject("networkConfiguration")
                .putObject("awsvpcConfiguration")
                .putArray("subnets")
                .add(ec2.call("subnetId", "CreateSubnet", Map.of("VpcId", vpc, "CidrBlock", "10.211.1.0/24")));
        return input;
    }

    private static ObjectNode tasks(String definition) {
        return EcsCalls.object().put("taskDefinition", definition).put("count", IN_ONE_CALL);
    }

    private static List<String> start(RunningGantry gantry, ObjectNode input) {
        List<String> tasks = new ArrayList<>();
        while (tasks.size() < TOGETHER) {
            JsonNode answer = gantry.calls().ok("RunTask", input);
            assertThat(answer.path("failures")).isEmpty();
            answer.path("tasks").forEach(task -> tasks.add(task.path("taskArn").asString()));
        }
        assertThat(tasks).hasSize(TOGETHER);
        return tasks;
    }

    private static void awaitNothingLeft(RunningGantry gantry, Set<String> before) {
        String node = EcsCalls.read(read(gantry.home().resolve("node/node.json")))
                .path("node")
                .asString();
        RunningGantry.await(
                "the containers are gone", LIMIT, () -> gantry.containers().isEmpty());
        RunningGantry.await(
                "the volumes are gone",
                LIMIT,
                () -> lines(gantry, "volume", "ls", "-q", "--filter", "label=io.gantry.node=" + node)
                        .isEmpty());
        RunningGantry.await("the groups are gone", LIMIT, () -> groups(gantry).isEmpty());
        RunningGantry.await(
                "the metadata files are gone",
                LIMIT,
                () -> isEmpty(gantry.home().resolve("node/metadata")));
        RunningGantry.await("the networks are gone", LIMIT, () -> before.containsAll(taskNetworks()));
        assertThat(new Ec2Calls(gantry).call("networkInterfaceId", "DescribeNetworkInterfaces", Map.of()))
                .isEmpty();
    }

    /** Namespaces of VPCs, and links and routes that lead to them from the host, whoever's they are. */
    private static Set<String> taskNetworks() {
        Set<String> all = new TreeSet<>();
        for (String command : List.of("ip netns list", "ip -o link show type veth", "ip -4 route show proto 71")) {
            Command.of(command.split(" ", -1))
                    .run()
                    .success()
                    .lines()
                    .map(line -> line.replaceFirst("^\\d+: ", "").split("[ @:]", 2)[0])
                    .filter(name -> !name.equals("unreachable"))
                    .forEach(all::add);
        }
        return all;
    }

    /** Control groups of this Gantry's tasks. */
    private static List<String> groups(RunningGantry gantry) {
        ObjectNode input = EcsCalls.object().put("desiredStatus", "STOPPED");
        List<String> left = new ArrayList<>();
        String next;
        do {
            JsonNode page = gantry.calls().ok("ListTasks", input);
            for (JsonNode arn : page.path("taskArns")) {
                String id = arn.asString().replaceAll("^.*/", "");
                for (String group : List.of("memory/ecs/" + id, "cpu/ecs/" + id, "ecstasks-" + id + ".slice")) {
                    if (Files.exists(Path.of("/sys/fs/cgroup", group))) {
                        left.add(group);
                    }
                }
            }
            next = page.path("nextToken").asString("");
            input.put("nextToken", next);
        } while (!next.isEmpty());
        return left;
    }

    private static boolean isEmpty(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    private static List<String> lines(RunningGantry gantry, String... command) {
        return gantry.docker(command).run().success().lines().sorted().toList();
    }

    private static long openFiles(long process) {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(process), "fd"))) {
            return files.count();
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    private static long threads(long process) {
        return read(Path.of("/proc", Long.toString(process), "status"))
                .lines()
                .filter(line -> line.startsWith("Threads:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }
}
