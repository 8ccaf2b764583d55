package io.gantry.survival;

import io.gantry.survival.Definitions.Life;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** What the server has acknowledged, and what was asked of it. None of it may be lost. */
final class Acknowledged {
    private final Map<String, Definition> definitions = new ConcurrentHashMap<>();
    private final Map<String, Run> runs = new ConcurrentHashMap<>();
    private final Set<String> stopsAsked = ConcurrentHashMap.newKeySet();
    private final Set<String> stopsGiven = ConcurrentHashMap.newKeySet();
    private final Set<String> finished = ConcurrentHashMap.newKeySet();

    /**
     * A registered revision.
     *
     * @param body the answer's {@code taskDefinition}
     */
    record Definition(String arn, Life life, int exitCode, JsonNode body) {}

    /** A task that RunTask has answered. */
    record Run(String arn, Definition definition, String group, String startedBy, String tag) {}

    void registered(Definition definition) {
        definitions.put(definition.arn(), definition);
    }

    Collection<Definition> definitions() {
        return List.copyOf(definitions.values());
    }

    void ran(Run run) {
        runs.put(run.arn(), run);
    }

    Optional<Run> run(String arn) {
        return Optional.ofNullable(runs.get(arn));
    }

    Collection<Run> runs() {
        return List.copyOf(runs.values());
    }

    /** The tasks that have not been seen STOPPED. */
    List<Run> unfinished() {
        return runs.values().stream()
                .filter(run -> !finished.contains(run.arn()))
                .toList();
    }

    /** The unfinished tasks that nobody has asked to stop and that do not end by themselves. */
    List<Run> runningOn() {
        return unfinished().stream()
                .filter(run -> run.definition().life().runsOn() && !stopAsked(run.arn()))
                .toList();
    }

    /** Notes that StopTask is about to be called: from now on the task may stop. */
    void askStop(String arn) {
        stopsAsked.add(arn);
    }

    boolean stopAsked(String arn) {
        return stopsAsked.contains(arn);
    }

    void stopGiven(String arn) {
        stopsGiven.add(arn);
    }

    Set<String> stopsGiven() {
        return Set.copyOf(stopsGiven);
    }

    void finished(String arn) {
        finished.add(arn);
    }

    boolean isFinished(String arn) {
        return finished.contains(arn);
    }
}
