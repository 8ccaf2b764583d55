package io.gantry.survival;

import io.gantry.conformance.EcsCalls;
import io.gantry.conformance.RunningGantry;
import io.gantry.survival.Acknowledged.Definition;
import io.gantry.survival.Acknowledged.Run;
import io.gantry.survival.Definitions.Life;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The steady load: tasks that run on, tasks that end, tasks that are stopped, and new revisions. A call that is not answered is
 * made again until it is, as a careful client does: RunTask with the same client token.
 */
final class Load implements AutoCloseable {
    private static final int AT_WORK = 6;
    private static final int FEW = 3;
    private static final int MANY = 6;
    private static final List<Life> LIVES = List.of(Life.values());
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final RunningGantry gantry;
    private final Random random;
    private final Acknowledged acknowledged;
    private final Verdict verdict;
    private final Signals signals;
    private final int hostPort;
    private final Map<Life, List<Definition>> revisions = new HashMap<>();
    private final Thread thread = Thread.ofPlatform().name("load").unstarted(this::loop);
    private int serial;
    private int refusals;
    private volatile boolean ending;

    Load(RunningGantry gantry, long seed, Acknowledged acknowledged, Verdict verdict, Signals signals, int hostPort) {
        this.gantry = gantry;
        this.random = new Random(seed);
        this.acknowledged = acknowledged;
        this.verdict = verdict;
        this.signals = signals;
        this.hostPort = hostPort;
    }

    void start() {
        for (Life life : LIVES) {
            register(life);
        }
        thread.start();
    }

    private void loop() {
        try {
            while (!ending) {
                step();
                signals.awaitMore(Signals.Kind.OBSERVED, 1, Duration.ofSeconds(2));
            }
        } catch (RuntimeException | AssertionError wrong) {
            verdict.fault("the load: " + wrong);
        }
    }

    private void step() {
        List<Run> runningOn = acknowledged.runningOn();
        int atWork = acknowledged.unfinished().size() - runningOn.size();
        int dice = random.nextInt(100);
        if (dice < 10) {
            register(LIVES.get(random.nextInt(LIVES.size())));
        } else if (runningOn.size() < FEW || (runningOn.size() < MANY && dice < 35)) {
            run(dice % 3 == 0 ? Life.PORT : Life.LONG, 1);
        } else if (atWork >= AT_WORK) {
            return;
        } else if (dice < 55) {
            stop(runningOn.get(random.nextInt(runningOn.size())).arn());
        } else {
            run(dice % 4 == 0 ? Life.ENDS_WITH_SIDECAR : Life.ENDS, 1 + random.nextInt(2));
        }
    }

    private void register(Life life) {
        int exitCode = life.runsOn() ? Definitions.STOPPED_KINDLY : random.nextInt(6);
        JsonNode body = answered(
                        "RegisterTaskDefinition",
                        Definitions.of(life, ++serial, exitCode, random.nextInt(40), hostPort))
                .path("taskDefinition");
        Definition definition = new Definition(body.path("taskDefinitionArn").asString(), life, exitCode, body);
        List<Definition> known = revisions.computeIfAbsent(life, none -> new ArrayList<>());
        verdict.check(
                known.isEmpty() || revision(known.getLast()) < revision(definition),
                () -> "revision " + definition.arn() + " came after " + known.getLast());
        known.add(definition);
        acknowledged.registered(definition);
        signals.raise(Signals.Kind.ACKNOWLEDGED);
    }

    private static int revision(Definition definition) {
        return definition.body().path("revision").asInt();
    }

    private void run(Life life, int count) {
        List<Definition> known = revisions.getOrDefault(life, List.of());
        Definition definition = known.get(random.nextInt(known.size()));
        String mark = Integer.toString(++serial);
        ObjectNode input = EcsCalls.object()
                .put("cluster", RunningGantry.CLUSTER)
                .put("taskDefinition", definition.arn())
                .put("count", count)
                .put("group", "group-" + mark)
                .put("startedBy", "load-" + mark)
                .put("clientToken", "token-" + mark);
        input.putArray("tags").addObject().put("key", "mark").put("value", mark);
        JsonNode answer = answered("RunTask", input);
        for (JsonNode task : answer.path("tasks")) {
            acknowledged.ran(
                    new Run(task.path("taskArn").asString(), definition, "group-" + mark, "load-" + mark, mark));
        }
        for (JsonNode failure : answer.path("failures")) {
            refusals++;
            verdict.check(
                    life == Life.PORT && failure.path("reason").asString("").equals("RESOURCE:PORTS"),
                    () -> "RunTask was refused: " + failure);
        }
        signals.raise(Signals.Kind.ACKNOWLEDGED);
    }

    private void stop(String arn) {
        acknowledged.askStop(arn);
        JsonNode _ = answered(
                "StopTask",
                EcsCalls.object()
                        .put("cluster", RunningGantry.CLUSTER)
                        .put("task", arn)
                        .put("reason", "the load wants it to stop"));
        acknowledged.stopGiven(arn);
        signals.raise(Signals.Kind.ACKNOWLEDGED);
    }

    /** Stops everything that would run on. */
    void stopAll() {
        acknowledged.runningOn().forEach(run -> stop(run.arn()));
    }

    private JsonNode answered(String operation, ObjectNode input) {
        while (true) {
            try {
                return gantry.calls().ok(operation, input);
            } catch (EcsCalls.Unreachable killed) {
                RunningGantry.await("the server answers", ANSWER, gantry::answers);
            }
        }
    }

    /** How many tasks were refused because their port was taken. */
    int refusals() {
        return refusals;
    }

    @Override
    public void close() {
        end();
    }

    /** Ends the load, once its last call has been answered. */
    void end() {
        ending = true;
        try {
            thread.join(ANSWER.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
