package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Sessions die with the processes that carry them; what lets a task have new ones does not. */
final class ExecuteCommandSurvivalIT {
    @TempDir
    Path home;

    @Test
    void aTaskHasSessionsAgainAfterServerAndNodeWereKilled() throws InterruptedException {
        try (RunningGantry gantry = RunningGantry.start(home)) {
            EcsTasks ecs = new EcsTasks(gantry);
            var input =
                    EcsCalls.object().put("taskDefinition", ecs.register("""
                            {'family': 'exec', 'networkMode': 'none', 'containerDefinitions': [{
                              'name': 'app', 'image': 'busybox', 'memory': 32, 'stopTimeout': 2,
                              'command': ['sleep', '3600']}]}""")).put("enableExecuteCommand", true);
            String arn = gantry.calls()
                    .ok("RunTask", input)
                    .path("tasks")
                    .path(0)
                    .path("taskArn")
                    .asString();
            JsonNode before = ecs.await(arn, "RUNNING");
            try (Shell lost = Shell.open(gantry, before, "app", "cat")) {
                lost.type("here\r");
                lost.awaitPrinted("here\nhere\n");
                gantry.killNode();
                assertThat(lost.end().words()).isEqualTo("The connection to the container's host was lost.");
            }
            gantry.startNode();
            gantry.awaitNode();
            try (Shell lost = Shell.open(gantry, before, "app", "sh -c 'echo begun; exec sleep 4321'")) {
                lost.awaitPrinted("begun");
                gantry.killServer();
                assertThat(lost.end().exitCode()).isEmpty();
            }
            gantry.startServer();
            gantry.awaitNode();

            JsonNode after = ecs.task(arn);

            assertThat(EcsTasks.container(after, "app").path("managedAgents"))
                    .isEqualTo(EcsTasks.container(before, "app").path("managedAgents"));
            assertThat(after.path("enableExecuteCommand").asBoolean(false)).isTrue();
            try (Shell again = Shell.open(gantry, after, "app", "sh -c 'ps | grep -c \"[s]leep 4321\"; exit 4'")) {
                assertThat(again.end().exitCode()).contains(4);
                assertThat(again.printed()).as("what the server's end left").isEqualTo("0\n");
            }
            ecs.stop(arn);
            ecs.await(arn, "STOPPED");
        }
    }
}
