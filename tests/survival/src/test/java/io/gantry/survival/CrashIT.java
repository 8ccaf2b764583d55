package io.gantry.survival;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.conformance.EcsCalls;
import io.gantry.conformance.RunningGantry;
import io.gantry.survival.Acknowledged.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server, the node or both are killed with signal 9 at random moments under a steady load, and started again at once.
 *
 * <p>{@code -Dgantry.survival.kills=1000} kills that often, {@code -Dgantry.seed=N} chooses the same moments and the same load
 * again. What follows from them is up to real processes, so a seed narrows a failure down and does not replay it exactly.
 */
final class CrashIT {
    private static final int KILLS = Integer.getInteger("gantry.survival.kills", 100);

    /** Twice what a machine of two cores takes for them; one with much other work kills less often, and says how often. */
    private static final Duration BUDGET = KILLS <= 100 ? Duration.ofMinutes(5) : Duration.ofHours(3);

    /** The observer looks at what is unfinished all the time; a look at everything ever acknowledged takes as long as a kill. */
    private static final int LOOK_EVERY = 4;

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration MOMENT = Duration.ofSeconds(3);

    /** Short, so that the removal of ended containers meets kills as well. */
    private static final String CLEANUP = "--node-task-cleanup-wait=2s";

    @TempDir
    Path home;

    private final long seed = Long.getLong("gantry.seed", System.nanoTime() & 0xFFFFFF);
    private final Random random = new Random(seed);
    private final Verdict verdict =
            new Verdict("replay with -Dgantry.seed=" + seed + " -Dgantry.survival.kills=" + KILLS);
    private final Signals signals = new Signals();
    private final Acknowledged acknowledged = new Acknowledged();
    private final List<Long> serverMillis = new ArrayList<>();
    private final List<Long> nodeMillis = new ArrayList<>();
    private int killed;
    private int looked;

    @Test
    void nothing_is_lost_stopped_or_doubled() throws IOException {
        System.err.println("survival: " + KILLS + " kills, seed " + seed);
        Scene.buildImage("");
        int port = freePort();
        RunningGantry gantry = RunningGantry.in(home.resolve("gantry"), "").cached(rehearse());
        try (gantry;
                EngineEvents events = new EngineEvents(gantry, acknowledged, verdict, signals)) {
            gantry.startServer();
            gantry.startNode(CLEANUP);
            gantry.awaitNode();
            try (Outsiders outsiders = new Outsiders(gantry, events, verdict, random);
                    Observer observer = new Observer(gantry, acknowledged, verdict, signals, port);
                    Load load = new Load(gantry, seed, acknowledged, verdict, signals, port)) {
                load.start();
                observer.start();
                long end = System.nanoTime() + BUDGET.toNanos();
                while (killed < KILLS && verdict.good() && System.nanoTime() < end) {
                    killed++;
                    Kill kill = Kill.next(killed, random);
                    kill(gantry, kill, outsiders);
                    if (!kill.recovering() && killed >= looked + LOOK_EVERY) {
                        looked = killed;
                        lookAround(observer, outsiders);
                    }
                }
                load.end();
                verdict.moment("at the end");
                end(gantry, events, observer, outsiders, load);
                report(outsiders, load);
            }
        } finally {
            keepLogs();
        }
        verdict.demand();
    }

    /** Makes ahead-of-time caches, so that the machine's time goes into what is tested and not into starting it. */
    private Path rehearse() throws IOException {
        Path caches = Files.createDirectories(home.resolve("caches"));
        RunningGantry gantry = RunningGantry.in(home.resolve("rehearsal"), "").cached(caches);
        try (gantry) {
            gantry.startServer();
            gantry.startNode();
            gantry.awaitNode();
            gantry.stop();
        }
        assertThat(caches.resolve("server.aot")).exists();
        assertThat(caches.resolve("node.aot")).exists();
        return caches;
    }

    private void kill(RunningGantry gantry, Kill kill, Outsiders outsiders) {
        signals.awaitMore(kill.after(), kill.times(), MOMENT);
        pause(kill.delayMillis());
        verdict.moment(kill.toString());
        if (kill.victim().server()) {
            gantry.killServer();
        }
        if (kill.victim().node()) {
            gantry.killNode();
        }
        final long begun = System.nanoTime();
        if (kill.victim().server()) {
            gantry.spawnServer();
        }
        if (kill.victim().node()) {
            gantry.startNode(CLEANUP);
        }
        if (kill.orphan()) {
            outsiders.orphan();
        }
        if (kill.recovering()) {
            return;
        }
        gantry.awaitServer();
        if (kill.victim().server()) {
            serverMillis.add((System.nanoTime() - begun) / 1_000_000);
        }
        if (kill.victim().node()) {
            RunningGantry.await(
                    "the node looks after its containers",
                    LIMIT,
                    () -> Outsiders.nodeFile(gantry).path("pid").asLong() == gantry.nodeId());
            nodeMillis.add((System.nanoTime() - begun) / 1_000_000);
        }
    }

    /** Everything ever acknowledged is still there, and the instance's books agree with its tasks. */
    private void lookAround(Observer observer, Outsiders outsiders) {
        outsiders.lookAtForeign();
        try {
            boolean _ = observer.look(acknowledged.runs());
            List<Acknowledged.Definition> some = new ArrayList<>(acknowledged.definitions());
            Collections.shuffle(some, random);
            observer.lookAtDefinitions(some.subList(0, Math.min(5, some.size())));
            RunningGantry.await("the instance's books agree with its tasks", LIMIT, () -> {
                try {
                    return observer.look(acknowledged.unfinished());
                } catch (EcsCalls.Unreachable away) {
                    return false;
                }
            });
        } catch (EcsCalls.Unreachable notBackYet) {
            // This kill is not waited for; the next one that is looks at the same.
        } catch (AssertionError wrong) {
            verdict.fault(String.valueOf(wrong.getMessage()));
        }
    }

    private void end(RunningGantry gantry, EngineEvents events, Observer observer, Outsiders outsiders, Load load) {
        try {
            gantry.awaitServer();
            gantry.awaitNode();
            RunningGantry.await("what should run runs", LIMIT, () -> {
                observer.look(acknowledged.unfinished());
                return !verdict.good()
                        || acknowledged.runningOn().stream().allMatch(run -> isAt(observer, run, "RUNNING"));
            });
            load.stopAll();
            RunningGantry.await("every task has ended", LIMIT, () -> {
                observer.look(acknowledged.unfinished());
                return acknowledged.unfinished().isEmpty();
            });
            RunningGantry.await("the host is free again", LIMIT, () -> observer.look(List.of()));
            observer.look(acknowledged.runs());
            observer.lookAtDefinitions(acknowledged.definitions());
            observer.lookForStrangers();
            for (String arn : acknowledged.stopsGiven()) {
                verdict.check(acknowledged.isFinished(arn), () -> "a stopped task has not ended: " + arn);
            }
            agreeWithEngine(events, observer);
            outsiders.awaitOrphans();
            RunningGantry.await(
                    "no container is left",
                    LIMIT,
                    () -> outsiders.without(gantry.containers()).isEmpty());
            outsiders.lookAtForeign();
        } catch (AssertionError wrong) {
            verdict.fault(wrong.getMessage() + "; unfinished: "
                    + acknowledged.unfinished().stream()
                            .map(run -> observer.last(run.arn()).toString())
                            .toList());
        }
    }

    /** The engine has seen no task that we were not told of, and the exit codes it saw are those that the API tells. */
    private void agreeWithEngine(EngineEvents events, Observer observer) {
        for (String task : events.tasks()) {
            verdict.check(acknowledged.run(task).isPresent(), () -> "a container of a task that nobody ran: " + task);
        }
        for (Run run : acknowledged.runs()) {
            int told = Forward.container(observer.last(run.arn()), "main")
                    .path("exitCode")
                    .asInt(-1);
            int seen = events.exitCode(run.arn(), "main").orElse(-1);
            verdict.check(told == seen, () -> run.arn() + " exited with " + seen + " and is told to have with " + told);
        }
    }

    private static boolean isAt(Observer observer, Run run, String status) {
        return observer.last(run.arn()).path("lastStatus").asString("").equals(status);
    }

    private void report(Outsiders outsiders, Load load) {
        System.err.println("survival: seed " + seed + ", " + killed + " kills, "
                + acknowledged.runs().size() + " tasks, "
                + acknowledged.stopsGiven().size() + " stopped, "
                + acknowledged.definitions().size() + " revisions, " + outsiders.orphans() + " orphans, "
                + load.refusals()
                + " refused for their port; serving again after " + figures(serverMillis) + "; node at work after "
                + figures(nodeMillis));
    }

    private static String figures(List<Long> millis) {
        if (millis.isEmpty()) {
            return "(never killed)";
        }
        List<Long> sorted = millis.stream().sorted().toList();
        return sorted.get(sorted.size() / 2) + " ms (median), " + sorted.getLast() + " ms (longest)";
    }

    /** A failure is understood by the processes' logs, and the home goes with the test. */
    private void keepLogs() throws IOException {
        if (verdict.good()) {
            return;
        }
        Path kept = Path.of("target", "survival-" + seed).toAbsolutePath();
        Files.createDirectories(kept);
        for (String name : List.of("test-server.log", "test-node.log", "logs/node-agent.log", "logs/server.log")) {
            Path log = home.resolve("gantry").resolve(name);
            if (Files.exists(log)) {
                Files.copy(log, kept.resolve(log.getFileName()), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
        System.err.println("survival: logs are in " + kept);
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.getLocalPort()).isPositive();
            return socket.getLocalPort();
        }
    }
}
