package io.gantry.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The sandboxes that a node keeps ready for tasks, which no label but the node's finds. */
final class Spares {
    private Spares() {}

    /** The engine's ids of those of a Gantry's node, which may have been killed. */
    static List<String> of(RunningGantry gantry) {
        Path file = gantry.home().resolve("node").resolve("node.json");
        try {
            String node = EcsCalls.read(Files.readString(file)).path("node").asString();
            return gantry.docker(
                            "ps",
                            "-aq",
                            "--no-trunc",
                            "--filter",
                            "label=io.gantry.node=" + node,
                            "--filter",
                            "name=^ecs-internalecspause-")
                    .run()
                    .success()
                    .lines()
                    .toList();
        } catch (IOException neverRan) {
            return List.of();
        }
    }
}
