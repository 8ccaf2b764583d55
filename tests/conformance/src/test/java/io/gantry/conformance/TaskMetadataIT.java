package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Programs in real containers ask for their metadata where the variables of their environment say. */
@ExtendWith(SharedGantry.class)
final class TaskMetadataIT {
    private static final String ASK = """
            import os, urllib.error, urllib.request
            u = os.environ.get('STOLEN', os.environ['ECS_CONTAINER_METADATA_URI_V4'])
            for path in ('', '/task', '/taskWithTags', '/stats'):
                try:
                    print(urllib.request.urlopen(u + path, timeout=5).read().decode())
                except urllib.error.HTTPError as e:
                    print(e.code)
            """;

    /** Reaches a server of its own, until a fault takes the port away, and again after it. */
    private static final String FAULT = """
            import json, os, socket, threading, urllib.request
            s = socket.create_server(('127.0.0.1', 8081))
            threading.Thread(target=lambda: [s.accept() for i in range(9)], daemon=True).start()
            def ask(verb):
                body = json.dumps({'Port': 8081, 'Protocol': 'tcp', 'TrafficType': 'ingress'}).encode()
                url = os.environ['ECS_AGENT_URI'] + '/fault/v1/network-blackhole-port/' + verb
                r = urllib.request.Request(url, data=body, method='POST')
                print(json.loads(urllib.request.urlopen(r, timeout=5).read())['Status'])
            def reach():
                try: socket.create_connection(('127.0.0.1', 8081), 0.5); print('reached')
                except OSError: print('lost')
            reach(); ask('start'); reach(); ask('status'); ask('stop'); reach()
            """;

    private final RunningGantry gantry;
    private final EcsTasks ecs;

    TaskMetadataIT(RunningGantry gantry) {
        this.gantry = gantry;
        this.ecs = new EcsTasks(gantry);
    }

    private JsonNode asked(String family, String mode, String more) {
        return ecs.stopped(definition(family, mode, more));
    }

    private static String definition(String family, String mode, String more) {
        return definition(family, mode, more, ASK);
    }

    private static String definition(String family, String mode, String more, String program) {
        return """
                {'family': '%s', 'networkMode': '%s', 'containerDefinitions': [{
                  'name': 'ask', 'image': 'python:3', 'memory': 64, 'cpu': 32, 'essential': true%s,
                  'command': ['python3', '-c', 'import sys; exec(bytes.fromhex(sys.argv[1]))', '%s']}]}""".formatted(family, mode, more, HexFormat.of().formatHex(program.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> lines(JsonNode task) {
        return ecs.output(task, "ask").lines().toList();
    }

    private void knowsItself(JsonNode task, String mode) {
        List<String> lines = lines(task);
        assertThat(lines).hasSize(4);
        JsonNode container = EcsCalls.read(lines.get(0));
        JsonNode whole = EcsCalls.read(lines.get(1));
        JsonNode tagged = EcsCalls.read(lines.get(2));
        JsonNode stats = EcsCalls.read(lines.get(3));
        JsonNode described = EcsTasks.container(task, "ask");
        assertThat(container.path("DockerId").asString())
                .isEqualTo(described.path("runtimeId").asString());
        assertThat(container.path("ContainerARN").asString())
                .isEqualTo(described.path("containerArn").asString());
        assertThat(container.path("Limits").toString()).isEqualTo("{\"CPU\":32,\"Memory\":64}");
        assertThat(container.path("Networks").path(0).path("NetworkMode").asString())
                .isEqualTo(mode);
        assertThat(whole.path("TaskARN").asString())
                .isEqualTo(task.path("taskArn").asString());
        assertThat(whole.path("AvailabilityZone").asString())
                .isEqualTo(task.path("availabilityZone").asString());
        assertThat(tagged.path("Errors").isMissingNode()).as("%s", tagged).isTrue();
        assertThat(stats.path("memory_stats").path("usage").asLong(0)).isPositive();
    }

    @Test
    void a_container_on_the_bridge_learns_what_it_is() {
        JsonNode task = asked("metadata-bridge", "bridge", "");
        knowsItself(task, "bridge");
        assertThat(EcsCalls.read(lines(task).get(3)).has("network_rate_stats")).isTrue();
    }

    @Test
    void a_container_on_the_hosts_network_learns_what_it_is() {
        knowsItself(asked("metadata-host", "host", ""), "host");
    }

    @Test
    void a_task_with_an_address_of_its_own_learns_what_it_is() {
        JsonNode task = addressed(definition("metadata-awsvpc", "awsvpc", ""));

        knowsItself(task, "awsvpc");
        String address = EcsCalls.read(lines(task).getFirst())
                .path("Networks")
                .path(0)
                .path("IPv4Addresses")
                .path(0)
                .asString();
        assertThat(task.path("attachments").toString()).contains("\"" + address + "\"");
    }

    @Test
    void a_task_that_allows_it_makes_a_fault_in_its_own_network() {
        String allowed = definition("faults", "awsvpc", "", FAULT)
                .replace("'networkMode'", "'enableFaultInjection': true, 'networkMode'");
        assertThat(lines(addressed(allowed)))
                .containsExactly("reached", "running", "lost", "running", "stopped", "reached");
    }

    /** A task in the default subnet, when it has ended. */
    private JsonNode addressed(String text) {
        JsonNode answer = gantry.calls()
                .ok("RunTask", ecs.inASubnet(EcsCalls.object().put("taskDefinition", ecs.register(text))));
        return ecs.await(answer.path("tasks").path(0).path("taskArn").asString(), "STOPPED");
    }

    @Test
    void the_address_of_another_tasks_metadata_answers_nothing() {
        JsonNode victim = ecs.running("""
                {'family': 'metadata-victim', 'networkMode': 'bridge', 'containerDefinitions': [{
                  'name': 'ask', 'image': 'python:3', 'memory': 64, 'essential': true, 'stopTimeout': 2,
                  'command': ['sleep', '600']}]}""");
        String variable = "ECS_CONTAINER_METADATA_URI_V4=";
        String stolen = StreamSupport.stream(
                        ecs.inspect(victim, "ask").path("Config").path("Env").spliterator(), false)
                .map(JsonNode::asString)
                .filter(one -> one.startsWith(variable))
                .map(one -> one.substring(variable.length()))
                .findFirst()
                .orElseThrow();

        JsonNode thief =
                asked("metadata-thief", "bridge", ", 'environment': [{'name': 'STOLEN', 'value': '" + stolen + "'}]");

        assertThat(lines(thief)).containsExactly("404", "404", "404", "404");
        ecs.stop(victim.path("taskArn").asString());
    }
}
