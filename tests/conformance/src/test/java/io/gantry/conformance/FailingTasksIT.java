package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Tasks that cannot start, or end badly, and the reasons that are shown for it. */
@ExtendWith(SharedGantry.class)
final class FailingTasksIT {
    private final EcsTasks ecs;

    FailingTasksIT(RunningGantry gantry) {
        this.ecs = new EcsTasks(gantry);
    }

    private static String web(String family, int hostPort) {
        return """
                {'family': 'FAMILY', 'networkMode': 'bridge', 'containerDefinitions': [{
                  'name': 'nginx', 'image': 'nginx:latest', 'memory': 32, 'essential': true, 'stopTimeout': 2,
                  'portMappings': [{'containerPort': 80, 'hostPort': PORT}]}]}""".replace("FAMILY", family).replace("PORT", Integer.toString(hostPort));
    }

    private static String program(String memory, String words) {
        return """
                {'family': 'program', 'networkMode': 'bridge', 'containerDefinitions': [{
                  'name': 'one', 'image': 'python:3', 'memory': MEMORY, 'essential': true, 'command': [WORDS]}]}""".replace("MEMORY", memory).replace("WORDS", words);
    }

    @Test
    void an_image_that_is_nowhere() {
        JsonNode task = ecs.stopped("""
                {'family': 'imageless', 'networkMode': 'bridge', 'containerDefinitions': [{
                  'name': 'one', 'image': '127.0.0.1:9/nowhere:1', 'memory': 16, 'essential': true}]}""");
        assertThat(task.path("stopCode").asString()).isEqualTo("TaskFailedToStart");
        JsonNode one = EcsTasks.container(task, "one");
        assertThat(one.path("reason").asString())
                .startsWith("CannotPullContainerError: ")
                .contains("127.0.0.1:9");
        assertThat(task.path("stoppedReason").asString()).startsWith("CannotPullContainerError: ");
        assertThat(one.path("lastStatus").asString()).isEqualTo("STOPPED");
        assertThat(one.has("exitCode")).isFalse();
        assertThat(task.has("startedAt")).isFalse();
    }

    @Test
    void a_program_that_the_image_does_not_have() {
        JsonNode task = ecs.stopped(program("32", "'/no/such/program'"));
        assertThat(task.path("stopCode").asString()).isEqualTo("TaskFailedToStart");
        assertThat(EcsTasks.container(task, "one").path("reason").asString())
                .startsWith("CannotStartContainerError: Error response from daemon: ")
                .contains("/no/such/program");
        assertThat(task.path("stoppedReason").asString()).startsWith("CannotStartContainerError: ");
    }

    @Test
    void a_program_that_wants_more_memory_than_it_has() {
        JsonNode task = ecs.stopped(program("16", "'python3', '-c', 'x = bytearray(1 << 30); x[::4096] = x[1::4096]'"));
        assertThat(task.path("stopCode").asString()).isEqualTo("EssentialContainerExited");
        JsonNode one = EcsTasks.container(task, "one");
        assertThat(one.path("exitCode").asInt(-1)).isEqualTo(137);
        assertThat(one.path("reason").asString()).isEqualTo("OutOfMemoryError: Container killed due to memory usage");
    }

    @Test
    void a_host_port_that_another_task_has() {
        int port = Network.freePort();
        String definition = ecs.register(web("fixed", port));
        String first = ecs.start(definition);
        ecs.await(first, "RUNNING");
        JsonNode refused = ecs.runTask(definition);
        assertThat(refused.path("tasks")).isEmpty();
        assertThat(refused.path("failures").path(0).path("reason").asString()).isEqualTo("RESOURCE:PORTS");
        assertThat(refused.path("failures").path(0).path("arn").asString()).contains(":container-instance/default/");
        assertThat(Network.get(port, "/")).contains("nginx");
        ecs.stop(first);
        ecs.await(first, "STOPPED");
        ecs.await(ecs.start(definition), "RUNNING");
    }

    @Test
    void a_host_port_that_a_foreign_program_has() throws IOException {
        try (ServerSocket foreign = new ServerSocket(Network.freePort())) {
            JsonNode task = ecs.stopped(web("foreign", foreign.getLocalPort()));
            assertThat(task.path("stopCode").asString()).isEqualTo("TaskFailedToStart");
            assertThat(EcsTasks.container(task, "nginx").path("reason").asString())
                    .startsWith("CannotStartContainerError: ")
                    .contains(Integer.toString(foreign.getLocalPort()));
        }
    }

    @Test
    void more_than_the_host_has_is_refused_by_name() {
        JsonNode memory = ecs.runTask(ecs.register(program("9999999", "'true'")));
        assertThat(memory.path("tasks")).isEmpty();
        assertThat(memory.path("failures").path(0).path("reason").asString()).isEqualTo("RESOURCE:MEMORY");
        JsonNode cpu = ecs.runTask(ecs.register("""
                {'family': 'wide', 'networkMode': 'bridge', 'containerDefinitions': [{
                  'name': 'one', 'image': 'busybox:latest', 'cpu': 900000, 'memory': 16, 'essential': true}]}"""));
        assertThat(cpu.path("failures").path(0).path("reason").asString()).isEqualTo("RESOURCE:CPU");
    }
}
