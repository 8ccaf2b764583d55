package io.gantry.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** What a task's containers printed. The node of this machine keeps it, so tasks of other hosts are read there. */
@Command(name = "logs", description = "Show what a task's containers printed.")
final class Logs implements Callable<Integer> {
    @Mixin
    private Home home = new Home();

    @Parameters(index = "0", paramLabel = "TASK", description = "A task's id, the beginning of one, or an ARN.")
    private String task = "";

    @Parameters(index = "1", paramLabel = "CONTAINER", arity = "0..1", description = "Only this container.")
    private String container = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until the container ends.")
    private boolean follow;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode found = new EcsReader(home.ecs()).task(task);
        List<JsonNode> containers = new ArrayList<>();
        for (JsonNode candidate : found.path("containers")) {
            if (container.isEmpty() || EcsReader.text(candidate, "name").equals(container)) {
                containers.add(candidate);
            }
        }
        if (containers.isEmpty()) {
            throw new CommandFailure("this task has no container " + container + ". ./gantry status shows its tasks.");
        }
        if (follow && containers.size() > 1) {
            throw new CommandFailure("this task has several containers: name the one to follow.");
        }
        for (JsonNode one : containers) {
            if (containers.size() > 1) {
                out.println("== " + EcsReader.text(one, "name"));
            }
            show(found, one, out);
        }
        return 0;
    }

    private void show(JsonNode found, JsonNode one, PrintWriter out) throws IOException {
        if (EcsReader.text(one, "runtimeId").isEmpty()) {
            out.println(
                    "(" + EcsReader.text(one, "name") + " was never started: " + EcsReader.text(one, "reason") + ")");
            return;
        }
        NodeClient node = NodeClient.of(home.path());
        try (Reader printed = new InputStreamReader(
                node.logs(EcsReader.text(found, "taskArn"), EcsReader.text(one, "name"), follow),
                StandardCharsets.UTF_8)) {
            char[] some = new char[8192];
            for (int count = printed.read(some); count >= 0; count = printed.read(some)) {
                out.write(some, 0, count);
                out.flush();
            }
        }
    }
}
