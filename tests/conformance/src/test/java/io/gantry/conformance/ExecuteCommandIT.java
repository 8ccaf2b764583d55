package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.session.ClientEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Commands in containers of real tasks, through server and node, by the frames that the session-manager-plugin speaks. */
@ExtendWith(SharedGantry.class)
final class ExecuteCommandIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final RunningGantry gantry;
    private final EcsTasks ecs;

    ExecuteCommandIT(RunningGantry gantry) {
        this.gantry = gantry;
        this.ecs = new EcsTasks(gantry);
    }

    private JsonNode running(String mode, boolean enabled) {
        ObjectNode input = EcsCalls.object()
                .put("taskDefinition", ecs.register("""
                        {'family': 'exec-%s', 'networkMode': '%s', 'containerDefinitions': [{
                          'name': 'app', 'image': 'busybox', 'memory': 32, 'essential': true, 'user': '65534',
                          'stopTimeout': 2, 'command': ['sleep', '3600']}]}""".formatted(mode, mode)))
                .put("enableExecuteCommand", enabled);
        JsonNode answer = gantry.calls().ok("RunTask", mode.equals("awsvpc") ? ecs.inASubnet(input) : input);
        assertThat(answer.path("failures")).isEmpty();
        return ecs.await(answer.path("tasks").path(0).path("taskArn").asString(), "RUNNING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bridge", "host", "awsvpc"})
    void aCommandPrintsAndEndsWithItsCode(String mode) throws InterruptedException {
        JsonNode task = running(mode, true);
        JsonNode app = EcsTasks.container(task, "app");
        assertThat(task.path("enableExecuteCommand").asBoolean(false)).isTrue();
        assertThat(app.path("managedAgents").path(0).path("name").asString()).isEqualTo("ExecuteCommandAgent");
        assertThat(app.path("managedAgents").path(0).path("lastStatus").asString())
                .isEqualTo("RUNNING");
        assertThat(app.path("managedAgents").path(0).path("lastStartedAt").isNumber())
                .isTrue();

        try (Shell shell = Shell.open(gantry, task, "app", "sh -c 'ls -1 /; id -u; echo $TERM; exit 7'")) {
            assertThat(shell.end()).isEqualTo(new ClientEnd.Ending("", Optional.of(7)));
            assertThat(shell.printed().lines()).contains("bin", "etc", "proc").endsWith("0", "xterm-256color");
        }
    }

    @Test
    void aShellKnowsItsSizeAndIsInterruptedAndLeft() throws InterruptedException {
        JsonNode task = running("bridge", true);
        try (Shell shell = Shell.open(gantry, task, "app", "/bin/sh")) {
            shell.resize(120, 40);
            shell.awaitPrinted("#");
            shell.type("stty size\r");
            shell.awaitPrinted("\n40 120\n");
            shell.resize(101, 31);
            shell.type("sleep 0.3; stty size\r");
            shell.awaitPrinted("\n31 101\n");

            shell.type("sh -c 'echo be''gun; exec sleep 4321'\r");
            shell.awaitPrinted("\nbegun\n");
            shell.type("\u0003");
            shell.type("echo with $?\r");
            shell.awaitPrinted("\nwith 130\n");

            shell.type("exit 5\r");
            assertThat(shell.end().exitCode()).contains(5);
        }
    }

    @Test
    void muchIsPrintedAndTypedWithoutLoss() throws InterruptedException {
        JsonNode task = running("bridge", true);
        try (Shell shell = Shell.open(gantry, task, "app", "sh -c 'seq 1 50000'")) {
            assertThat(shell.end().exitCode()).contains(0);
            assertThat(shell.printed().lines()).hasSize(50_000).endsWith("49999", "50000");
        }
        try (Shell shell =
                Shell.open(gantry, task, "app", "sh -c 'stty raw -echo; echo go; head -c 300000 | md5sum'")) {
            shell.awaitPrinted("go");
            shell.type("0123456789".repeat(30_000));
            assertThat(shell.end().exitCode()).contains(0);
            assertThat(shell.printed()).contains("b9c683230a9e20ee0a15acf7f070f508");
        }
    }

    @Test
    void whatCannotBeStartedSaysWhy() throws InterruptedException {
        JsonNode task = running("bridge", true);
        try (Shell shell = Shell.open(gantry, task, "app", "/bin/no-such-program")) {
            ClientEnd.Ending ending = shell.end();

            assertThat(ending.exitCode().orElse(0)).isNotZero();
            assertThat(shell.printed() + ending.words()).contains("no such file or directory");
        }
    }

    @Test
    void aCommandEndsWithItsClient() throws InterruptedException {
        JsonNode task = running("bridge", true);
        String container = EcsTasks.container(task, "app").path("runtimeId").asString();
        try (Shell shell = Shell.open(gantry, task, "app", "sh -c 'echo begun; sleep 4321; true'")) {
            shell.awaitPrinted("begun");
            assertThat(processes(container)).contains("sleep 4321");
        }
        RunningGantry.await(
                "the command has ended", LIMIT, () -> !processes(container).contains("4321"));
        assertThat(processes(container)).contains("sleep 3600");
    }

    private String processes(String container) {
        return gantry.docker("top", container, "-eo", "pid,args").run().success();
    }

    @Test
    void aTokenOpensItsSessionOnceAndNoOther() throws InterruptedException {
        JsonNode task = running("bridge", true);
        JsonNode session = gantry.calls()
                .ok("ExecuteCommand", Shell.input(task, "app", "cat"))
                .path("session");
        ObjectNode wrong = session.deepCopy().asObject().put("tokenValue", "0".repeat(64));
        try (Shell stranger = Shell.connect(wrong)) {
            assertThat(stranger.end().words()).contains("the token is not valid");
        }
        try (Shell first = Shell.connect(session);
                Shell second = Shell.connect(session)) {
            assertThat(second.end().words()).contains("the token is not valid");
            first.type("still here\r");
            first.awaitPrinted("still here\nstill here\n");
            first.type("\u0004");
            assertThat(first.end().exitCode()).contains(0);
        }
        assertThat(gantry.log("server"))
                .content()
                .doesNotContain(session.path("tokenValue").asString());
    }

    @Test
    void aTaskWithoutItIsRefused() {
        EcsCalls.Answer answer =
                gantry.calls().call("ExecuteCommand", Shell.input(running("bridge", false), "app", "ls"));

        assertThat(answer.error()).isEqualTo("InvalidParameterException");
        assertThat(answer.message()).contains("execute command was not enabled when the task was run");
    }

    /** AWS's program starts the plugin with the session; here one stands in its place that keeps what it was given. */
    @Test
    void theAwsCommandLineHandsTheSessionToThePlugin(@TempDir Path folder) throws IOException, InterruptedException {
        Path plugin = Files.writeString(folder.resolve("session-manager-plugin"), """
                #!/bin/sh
                [ $# -eq 0 ] || printf '%s\\n' "$@" > "$KEPT"
                """);
        Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwxr-xr-x"));
        JsonNode task = running("bridge", true);
        Map<String, String> environment = new HashMap<>(gantry.environment());
        environment.put("PATH", folder + ":" + System.getenv("PATH"));
        environment.put("KEPT", folder.resolve("kept").toString());
        List<String> words = List.of(
                "aws",
                "ecs",
                "execute-command",
                "--task",
                task.path("taskArn").asString(),
                "--container",
                "app",
                "--interactive",
                "--command",
                "echo hello");

        String _ = new Command(words, environment, Path.of(".")).run().success();

        List<String> given = Files.readAllLines(folder.resolve("kept"));
        String id = EcsTasks.container(task, "app").path("runtimeId").asString();
        assertThat(given.subList(1, 3)).containsExactly("us-east-1", "StartSession");
        assertThat(given.get(4)).contains("ecs:default_").endsWith("_" + id + "\"}");
        try (Shell shell = Shell.connect(EcsCalls.read(given.getFirst()))) {
            assertThat(shell.end().exitCode()).contains(0);
            assertThat(shell.printed()).isEqualTo("hello\n");
        }
    }
}
