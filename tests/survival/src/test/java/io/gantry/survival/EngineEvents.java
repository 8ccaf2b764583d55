package io.gantry.survival;

import io.gantry.conformance.RunningGantry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything the engine says of this Gantry's containers, from beginning to end: a container that was made or started twice,
 * or ended although nobody wanted it to, cannot hide between two looks.
 */
final class EngineEvents implements AutoCloseable {
    private static final String TASK = "com.amazonaws.ecs.task-arn";
    private static final String CONTAINER = "com.amazonaws.ecs.container-name";

    private final String account;
    private final Acknowledged acknowledged;
    private final Verdict verdict;
    private final Signals signals;
    private final Process process;
    private final Thread reader;
    private final Set<String> strangers = ConcurrentHashMap.newKeySet();
    private final Map<String, String> idOf = new ConcurrentHashMap<>();
    private final Set<String> destroyed = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> starts = new ConcurrentHashMap<>();
    private final Map<String, Integer> exitCodes = new ConcurrentHashMap<>();
    private volatile boolean closing;
    private volatile BiConsumer<String, String> listener = (action, task) -> {};

    EngineEvents(RunningGantry gantry, Acknowledged acknowledged, Verdict verdict, Signals signals) {
        this.account = gantry.account();
        this.acknowledged = acknowledged;
        this.verdict = verdict;
        this.signals = signals;
        List<String> words =
                new ArrayList<>(gantry.docker("events", "--filter", "label=" + TASK, "--format", "{{json .}}")
                        .words());
        try {
            this.process = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
        this.reader = Thread.ofPlatform().name("engine events").start(this::read);
    }

    /** This task's containers are the test's own. */
    void ignore(String task) {
        strangers.add(task);
    }

    /** Calls {@code with} the action and the task for each event, on the reader's thread. */
    void listen(BiConsumer<String, String> with) {
        listener = with;
    }

    /** The tasks that ever had a container. */
    List<String> tasks() {
        return idOf.keySet().stream()
                .map(key -> key.substring(0, key.indexOf(' ')))
                .distinct()
                .toList();
    }

    /** The code with which a task's container ended; empty when it has not. */
    Optional<Integer> exitCode(String task, String container) {
        return Optional.ofNullable(exitCodes.get(task + " " + container));
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard(JsonMapper.shared().readTree(line));
            }
            verdict.check(closing, () -> "the engine's events ended");
        } catch (IOException | UncheckedIOException ended) {
            verdict.check(closing, () -> "the engine's events ended: " + ended);
        }
    }

    private void heard(JsonNode event) {
        JsonNode labels = event.path("Actor").path("Attributes");
        String task = labels.path(TASK).asString("");
        if (!task.contains(":" + account + ":") || strangers.contains(task)) {
            return;
        }
        String key = task + " " + labels.path(CONTAINER).asString("");
        String id = event.path("Actor").path("ID").asString("");
        String action = event.path("Action").asString("");
        switch (action) {
            case "create" -> created(key, id);
            case "start" -> started(key);
            case "destroy" -> destroyed.add(id);
            case "kill" ->
                wanted(task, key, "was sent signal " + labels.path("signal").asString(""));
            case "die" -> {
                wanted(task, key, "ended");
                exitCodes.put(key, labels.path("exitCode").asInt(-1));
                signals.raise(Signals.Kind.DIED);
            }
            default -> {}
        }
        listener.accept(action, task);
    }

    private void created(String key, String id) {
        String other = idOf.put(key, id);
        // A host port can be taken by somebody else between the choice and the start: then the container is made anew.
        verdict.check(
                other == null || (destroyed.contains(other) && !starts.containsKey(key)),
                () -> "a second container was created for " + key + ": " + other + " and " + id);
        signals.raise(Signals.Kind.CREATED);
    }

    private void started(String key) {
        int times = starts.merge(key, 1, Integer::sum);
        verdict.check(times == 1, () -> "the container of " + key + " was started " + times + " times");
        signals.raise(Signals.Kind.STARTED);
    }

    private void wanted(String task, String key, String what) {
        acknowledged
                .run(task)
                .filter(run -> run.definition().life().runsOn() && !acknowledged.stopAsked(task))
                .ifPresent(run -> verdict.fault("a container that should run " + what + ": " + key));
    }

    @Override
    public void close() {
        closing = true;
        process.destroy();
        try {
            reader.join(5000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
