package io.gantry.survival;

import io.gantry.conformance.RunningGantry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Containers that Gantry has not made: foreign ones, which it must never touch, and orphans, which carry this node's labels
 * and the name of a task that nobody knows, and have to go.
 */
final class Outsiders implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final RunningGantry gantry;
    private final EngineEvents events;
    private final Verdict verdict;
    private final Random random;
    private final List<String> foreign = new ArrayList<>();
    private final List<String> orphans = new ArrayList<>();
    private final String foreignState;

    Outsiders(RunningGantry gantry, EngineEvents events, Verdict verdict, Random random) {
        this.gantry = gantry;
        this.events = events;
        this.verdict = verdict;
        this.random = random;
        foreign.add(start());
        // Another node's container on the same engine is as foreign as one without labels.
        foreign.add(start(labels("another-node")));
        this.foreignState = foreignState();
    }

    /** Puts an orphan on the engine. */
    void orphan() {
        orphans.add(start(labels(nodeFile(gantry).path("node").asString())));
    }

    /** How many orphans there were. */
    int orphans() {
        return orphans.size();
    }

    /** Whether the foreign containers are as they were. */
    void lookAtForeign() {
        String now = foreignState();
        verdict.check(
                now.equals(foreignState), () -> "a foreign container was touched: " + foreignState + " is " + now);
    }

    /** Waits until the orphans are gone. */
    void awaitOrphans() {
        RunningGantry.await("every orphan is removed", LIMIT, () -> {
            List<String> there = gantry.containers();
            return orphans.stream().noneMatch(there::contains);
        });
    }

    /** Those of {@code ids} that Gantry has made. */
    List<String> without(List<String> ids) {
        return ids.stream().filter(id -> !foreign.contains(id)).toList();
    }

    /** What the node says of itself, once it has begun. */
    static JsonNode nodeFile(RunningGantry gantry) {
        Path file = gantry.home().resolve("node").resolve("node.json");
        return Files.exists(file)
                ? JsonMapper.shared().readTree(file.toFile())
                : JsonMapper.shared().createObjectNode();
    }

    private String[] labels(String node) {
        String task = "arn:aws:ecs:" + RunningGantry.REGION + ":" + gantry.account() + ":task/" + RunningGantry.CLUSTER
                + "/" + Long.toHexString(random.nextLong() | Long.MIN_VALUE) + "0".repeat(16);
        events.ignore(task);
        return new String[] {
            "--label", "io.gantry.node=" + node,
            "--label", "io.gantry.task=" + task,
            "--label", "com.amazonaws.ecs.task-arn=" + task,
            "--label", "com.amazonaws.ecs.container-name=main",
            "--label", "com.amazonaws.ecs.cluster=" + RunningGantry.CLUSTER
        };
    }

    private String start(String... labels) {
        List<String> words = new ArrayList<>(List.of("run", "-d"));
        words.addAll(List.of(labels));
        words.addAll(List.of(Definitions.IMAGE, "sleep", "100000"));
        return gantry.docker(words.toArray(String[]::new)).run().success().strip();
    }

    private String foreignState() {
        List<String> words =
                new ArrayList<>(List.of("inspect", "-f", "{{.Id}} {{.State.Running}} {{.State.StartedAt}} {{.Name}}"));
        words.addAll(foreign);
        return gantry.docker(words.toArray(String[]::new)).run().output();
    }

    @Override
    public void close() {
        List<String> words = new ArrayList<>(List.of("rm", "-f", "-v"));
        words.addAll(foreign);
        gantry.docker(words.toArray(String[]::new)).run();
    }
}
