package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.kit.Gen;
import io.gantry.kit.Linearizability;
import io.gantry.kit.Linearizability.Call;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API as its callers see it, under many callers and while the server is killed with signal 9: every key's calls must be
 * explained by one object that takes one call at a time. A write that was answered and lost, a read of something older
 * than what was read before, or a revision given twice, have no such explanation.
 */
final class LinearizabilityIT {
    /** How many histories, half of them of tags and half of revisions. */
    private static final int HISTORIES = Integer.getInteger("gantry.histories", 1_000);

    private static final int CALLERS_OF_A_KEY = 4;
    private static final int CALLS_OF_A_CALLER = 5;
    private static final int GROUPS = 4;
    private static final int KILLS = 8;
    private static final long SEED = Long.getLong("gantry.seed", 1);

    @TempDir
    Path home;

    /** A value of the tag {@code v}, or nothing: what a write sets and a read answers. */
    private record Tag(Optional<String> value) {}

    /** A number of calls in one history. */
    private record History<I, O>(String name, List<Call<I, O>> calls) {
        History(String name) {
            this(name, new CopyOnWriteArrayList<>());
        }
    }

    /** An empty input reads. */
    private static final Linearizability.Model<Tag, Optional<Tag>, Tag> TAGS = new Linearizability.Model<>() {
        @Override
        public Tag initial() {
            return new Tag(Optional.empty());
        }

        @Override
        public Optional<Tag> after(Tag before, Optional<Tag> written, Optional<Tag> read) {
            return written.or(
                    () -> read.isEmpty() || read.get().equals(before) ? Optional.of(before) : Optional.empty());
        }
    };

    /** What one asks of a family of task definitions. */
    private enum Ask {
        REGISTER,
        LATEST
    }

    private static final Linearizability.Model<Integer, Ask, Integer> REVISIONS = new Linearizability.Model<>() {
        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Optional<Integer> after(Integer before, Ask ask, Optional<Integer> answer) {
            int after = ask == Ask.REGISTER ? before + 1 : before;
            return answer.isEmpty() || answer.get() == after ? Optional.of(after) : Optional.empty();
        }
    };

    @Test
    void every_history_is_that_of_one_object_across_kill_9(TestReporter reporter) throws InterruptedException {
        RunningGantry gantry = RunningGantry.in(home, "");
        gantry.startServer();
        List<History<Optional<Tag>, Tag>> tags = IntStream.range(0, HISTORIES / 2)
                .mapToObj(each -> new History<Optional<Tag>, Tag>("tags-" + each))
                .toList();
        List<History<Ask, Integer>> revisions = IntStream.range(0, HISTORIES - HISTORIES / 2)
                .mapToObj(each -> new History<Ask, Integer>("family-" + each))
                .toList();
        try {
            for (History<Optional<Tag>, Tag> each : tags) {
                gantry.calls().ok("CreateCluster", EcsCalls.object().put("clusterName", each.name()));
            }
            callAll(gantry, tags, revisions);
        } finally {
            gantry.killServer();
        }
        assertThat(broken(tags, new Linearizability<>(TAGS))).isEmpty();
        assertThat(broken(revisions, new Linearizability<>(REVISIONS))).isEmpty();
        long unanswered = Stream.concat(tags.stream(), revisions.stream())
                .flatMap(each -> each.calls().stream())
                .filter(call -> call.output().isEmpty())
                .count();
        assertThat(unanswered).as("calls that a kill left without an answer").isPositive();
        reporter.publishEntry(
                "linearizable",
                HISTORIES + " histories across " + KILLS + " kills, " + unanswered + " calls without an answer");
    }

    private static <S, I, O> List<String> broken(List<History<I, O>> histories, Linearizability<S, I, O> order) {
        return histories.stream()
                .filter(each -> !order.holds(each.calls()))
                .map(each -> "seed " + SEED + " " + each.name() + " " + each.calls())
                .toList();
    }

    /** The callers of a group go through the same keys side by side; the server dies every so many calls. */
    private static void callAll(
            RunningGantry gantry, List<History<Optional<Tag>, Tag>> tags, List<History<Ask, Integer>> revisions)
            throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        Gen gen = new Gen(SEED);
        int calls = HISTORIES * CALLERS_OF_A_KEY * CALLS_OF_A_CALLER;
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new CopyOnWriteArrayList<>();
            for (int caller = 0; caller < GROUPS * CALLERS_OF_A_KEY; caller++) {
                Gen own = gen.split();
                int group = caller / CALLERS_OF_A_KEY;
                all.add(callers.submit(() -> {
                    for (int key = group; key < Math.max(tags.size(), revisions.size()); key += GROUPS) {
                        for (int call = 0; call < CALLS_OF_A_CALLER; call++) {
                            if (key < tags.size()) {
                                callTag(gantry, tags.get(key), own);
                                done.incrementAndGet();
                            }
                            callFamily(gantry, revisions.get(key), own);
                            done.incrementAndGet();
                        }
                    }
                }));
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                int at = calls * kill / (KILLS + 1) + gen.below(50);
                RunningGantry.await("call " + at, Duration.ofMinutes(2), () -> done.get() >= at || ended(all));
                gantry.killServer();
                gantry.startServer();
            }
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw new AssertionError("a caller failed: " + failed.getCause(), failed);
        }
    }

    private static boolean ended(List<Future<?>> all) {
        return all.stream().anyMatch(each -> each.state() == Future.State.FAILED);
    }

    private static void callTag(RunningGantry gantry, History<Optional<Tag>, Tag> history, Gen gen) {
        String arn = "arn:aws:ecs:" + RunningGantry.REGION + ":" + gantry.account() + ":cluster/" + history.name();
        ObjectNode input = EcsCalls.object().put("resourceArn", arn);
        switch (gen.below(5)) {
            case 0, 1 -> {
                String value = "value-" + gen.below(1_000_000);
                input.putArray("tags").addObject().put("key", "v").put("value", value);
                Tag tag = new Tag(Optional.of(value));
                record(gantry, history, Optional.of(tag), "TagResource", input, answer -> accepted(answer, tag));
            }
            case 2 -> {
                input.putArray("tagKeys").add("v");
                Tag tag = new Tag(Optional.empty());
                record(gantry, history, Optional.of(tag), "UntagResource", input, answer -> accepted(answer, tag));
            }
            default -> record(gantry, history, Optional.empty(), "ListTagsForResource", input, LinearizabilityIT::tag);
        }
    }

    private static Tag accepted(EcsCalls.Answer answer, Tag written) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return written;
    }

    private static Tag tag(EcsCalls.Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        JsonNode tags = answer.body().path("tags");
        return new Tag(
                tags.isEmpty()
                        ? Optional.empty()
                        : Optional.of(tags.path(0).path("value").asString()));
    }

    private static void callFamily(RunningGantry gantry, History<Ask, Integer> history, Gen gen) {
        if (gen.below(2) == 0) {
            ObjectNode input = EcsCalls.object().put("family", history.name());
            input.putArray("containerDefinitions")
                    .addObject()
                    .put("name", "web")
                    .put("image", "nginx")
                    .put("memory", 64);
            record(gantry, history, Ask.REGISTER, "RegisterTaskDefinition", input, LinearizabilityIT::revision);
        } else {
            ObjectNode input = EcsCalls.object().put("taskDefinition", history.name());
            record(gantry, history, Ask.LATEST, "DescribeTaskDefinition", input, LinearizabilityIT::revision);
        }
    }

    /** A family that nobody registered yet stands at 0. */
    private static int revision(EcsCalls.Answer answer) {
        if (answer.status() != 200) {
            assertThat(answer.message()).isEqualTo("Unable to describe task definition.");
            return 0;
        }
        return answer.body().path("taskDefinition").path("revision").asInt();
    }

    private static <I, O> void record(
            RunningGantry gantry,
            History<I, O> history,
            I input,
            String operation,
            ObjectNode body,
            Function<EcsCalls.Answer, O> output) {
        long begin = System.nanoTime();
        try {
            EcsCalls.Answer answer = gantry.calls().call(operation, body);
            history.calls().add(new Call<>(begin, System.nanoTime(), input, Optional.of(output.apply(answer))));
        } catch (EcsCalls.Unreachable gone) {
            history.calls().add(Call.unanswered(begin, input));
            RunningGantry.await("the server is back", Duration.ofSeconds(60), gantry::answers);
        }
    }
}
