package io.gantry.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.base.AwsError;
import io.gantry.base.Limits;
import io.gantry.control.ControlDriver;
import io.gantry.control.ControlLoop;
import io.gantry.control.Key;
import io.gantry.control.Leadership;
import io.gantry.control.RealEnv;
import io.gantry.control.Reconciler;
import io.gantry.control.Step;
import io.gantry.kit.Gen;
import io.gantry.kit.RerunningStore;
import io.gantry.kit.SimulatedEnv;
import io.gantry.kit.StateStoreContract;
import io.gantry.kit.StateStoreContract.Note;
import io.gantry.state.Change;
import io.gantry.state.Schema;
import io.gantry.state.StateStore;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The control loop on the store that production uses; here, because a kernel module cannot use an adapter. */
final class ControlLoopTest {
    private static final Table<Note> NOTES = StateStoreContract.NOTES;
    private static final int GOAL = 3;

    private final SimulatedEnv env = SimulatedEnv.seeded(11).tolerant();
    private final EmbeddedStateStore store = EmbeddedStateStore.inMemory(env, Schema.of(NOTES));
    private final Raise raise = new Raise();
    private final Gate gate = new Gate();
    private final ControlLoop loop = new ControlLoop(env, store, gate, List.of(raise));

    @AfterEach
    void close() {
        loop.close();
        store.close();
    }

    private void put(String id, int number) {
        store.transact(tx -> {
            tx.put(NOTES, Note.of(id, number));
            return true;
        });
    }

    private int number(String id) {
        return store.view().get(NOTES, id).orElseThrow().number();
    }

    private void settle() {
        int polls = 0;
        while (loop.poll()) {
            assertThat(++polls).as("the loop settles").isLessThan(100);
        }
    }

    @Test
    void raisesEveryRecordThatWasThereAtTheStart() {
        put("a", 0);
        put("b", 2);
        settle();
        assertThat(List.of(number("a"), number("b"))).containsExactly(GOAL, GOAL);
        assertThat(env.reportedFaults()).isEmpty();
    }

    @Test
    void bodiesThatRunMoreThanOnceMakeNoDifference() {
        StateStore rerunning = new RerunningStore(store, new Gen(5));
        try (ControlLoop other = new ControlLoop(env, rerunning, gate, List.of(new Raise()))) {
            put("a", 0);
            put("b", 0);
            while (other.poll()) {
                assertThat(number("a")).isLessThanOrEqualTo(GOAL);
            }
            assertThat(List.of(number("a"), number("b"))).containsExactly(GOAL, GOAL);
            assertThat(store.view().revision()).isEqualTo(2 + 2 * GOAL);
        }
    }

    @Test
    void anIdleLoopCommitsNothing() {
        put("a", 0);
        settle();
        long revision = store.view().revision();
        env.clock().advance(Duration.ofDays(1));
        assertThat(loop.poll()).isFalse();
        assertThat(store.view().revision()).isEqualTo(revision);
    }

    @Test
    void looksAgainWhenSomethingChanges() {
        settle();
        put("a", 1);
        settle();
        assertThat(number("a")).isEqualTo(GOAL);
        put("a", 0);
        settle();
        assertThat(number("a")).isEqualTo(GOAL);
    }

    @Test
    void manyChangesOfOneRecordAreOneLook() {
        settle();
        for (int i = 0; i < 50; i++) {
            put("a", GOAL + i);
        }
        raise.looks.set(0);
        assertThat(loop.poll()).isTrue();
        assertThat(raise.looks).hasValue(1);
    }

    @Test
    void callsAreMadeOutsideTheTransactionAndLookedAtAgain() {
        raise.byCall = true;
        put("a", 0);
        settle();
        assertThat(number("a")).isEqualTo(GOAL);
        assertThat(raise.calls).hasValue(GOAL);
    }

    @Test
    void aWaitEndsWithItsDelayOrAChange() {
        put("wait", 0);
        settle();
        env.clock().advance(Duration.ofSeconds(59));
        assertThat(loop.poll()).isFalse();
        env.clock().advance(Duration.ofSeconds(1));
        assertThat(raise.waits).hasValue(1);
        assertThat(loop.poll()).isTrue();
        assertThat(raise.waits).hasValue(2);
        put("wait", 1);
        assertThat(loop.poll()).isTrue();
        assertThat(raise.waits).hasValue(3);
        env.clock().advance(Duration.ofSeconds(60));
        loop.poll();
        assertThat(raise.waits).as("the earlier wait's timer was taken back").hasValue(4);
    }

    @Test
    void aRefusedCallIsTriedAgainWithBackOffAndDelaysNoOther() {
        raise.byCall = true;
        raise.refuse =
                id -> id.equals("a") ? Optional.of(AwsError.server("ServerException", "later")) : Optional.empty();
        put("a", 0);
        put("b", 0);
        settle();
        assertThat(number("b")).isEqualTo(GOAL);
        assertThat(number("a")).isZero();
        int before = raise.calls.get();
        env.clock().advance(Duration.ofMillis(1));
        assertThat(loop.poll()).as("it rests").isFalse();
        for (int i = 0; i < 60; i++) {
            env.clock().advance(Duration.ofSeconds(1));
            settle();
        }
        assertThat(raise.calls.get() - before).as("tries in a minute").isBetween(8, 20);
        raise.refuse = id -> Optional.empty();
        env.clock().advance(Limits.LONGEST_BACK_OFF);
        settle();
        assertThat(number("a")).isEqualTo(GOAL);
        assertThat(env.reportedFaults()).isEmpty();
    }

    @Test
    void aReconcilerThatBreaksIsReportedAndDelaysNoOther() {
        raise.breakAt = "bad";
        put("bad", 0);
        put("good", 0);
        settle();
        assertThat(number("good")).isEqualTo(GOAL);
        assertThat(env.reportedFaults()).hasSize(1);
        raise.breakAt = "";
        env.clock().advance(Limits.LONGEST_BACK_OFF);
        settle();
        assertThat(number("bad")).isEqualTo(GOAL);
    }

    @Test
    void aKeyThatNeverSettlesIsAFaultAndDelaysNoOther() {
        put("spin", 0);
        put("good", 0);
        settle();
        assertThat(number("good")).isEqualTo(GOAL);
        assertThat(env.reportedFaults()).hasSize(1);
        assertThat(env.reportedFaults().getFirst()).hasMessageContaining("steps without a wait");
    }

    @Test
    void onlyTheLeaderReconciles() {
        gate.leads = false;
        put("a", 0);
        assertThat(loop.poll()).isFalse();
        gate.leads = true;
        settle();
        assertThat(number("a")).isEqualTo(GOAL);
        gate.leads = false;
        put("a", 0);
        assertThat(loop.poll()).isFalse();
        gate.leads = true;
        settle();
        assertThat(number("a")).isEqualTo(GOAL);
    }

    @Test
    void aKeyIsWokenFromOutsideTheStore() {
        settle();
        raise.decisions.set(0);
        loop.wake(new Key("note", "none"));
        settle();
        assertThat(raise.decisions).hasValue(1);
    }

    @Test
    void theDriverWorksOnManyKeysAtOnceAndNeverTwiceOnOne() throws InterruptedException {
        Raise slow = new Raise();
        slow.byCall = true;
        slow.together = new CountDownLatch(20);
        try (RealEnv real = new RealEnv();
                EmbeddedStateStore durable = EmbeddedStateStore.open(
                        real,
                        new MemoryJournal(),
                        Schema.of(NOTES),
                        (why, cause) -> real.faults().report(why, cause))) {
            slow.store = Optional.of(durable);
            for (int i = 0; i < 20; i++) {
                String id = "n" + i;
                durable.transact(tx -> {
                    tx.put(NOTES, Note.of(id, 0));
                    return true;
                });
            }
            ControlLoop driven = new ControlLoop(real, durable, Leadership.always(), List.of(slow));
            CountDownLatch done = new CountDownLatch(1);
            var watch = durable.watch(NOTES, durable.view().revision());
            watch.onReady(() -> {
                if (durable.view().list(NOTES, "").stream().allMatch(note -> note.number() >= GOAL)) {
                    done.countDown();
                }
            });
            try (ControlDriver driver = ControlDriver.start(real, driven)) {
                assertThat(driver).isNotNull();
                assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
            }
            assertThat(slow.together.getCount())
                    .as("twenty calls were under way at once")
                    .isZero();
            assertThat(slow.twice).hasValue(0);
            assertThat(real.faultCount()).isZero();
        }
    }

    private static final class Gate implements Leadership {
        private boolean leads = true;

        @Override
        public boolean isLeader() {
            return leads;
        }

        @Override
        public void onChange(Runnable changed) {
            // The test polls.
        }
    }

    private sealed interface RaiseStep extends Step {
        record Write(Note note) implements RaiseStep, Step.Commit {}

        record Ask(String id) implements RaiseStep, Step.Call {}

        record Pause(Duration delay) implements RaiseStep, Step.Wait {}

        record Done() implements RaiseStep, Step.Settled {}
    }

    /** Raises each note's number to the goal by one a step; notes with special names behave badly. */
    private final class Raise implements Reconciler<Optional<Note>, RaiseStep> {
        private final AtomicInteger looks = new AtomicInteger();
        private final AtomicInteger decisions = new AtomicInteger();
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicInteger waits = new AtomicInteger();
        private final AtomicInteger twice = new AtomicInteger();
        private final Map<String, Boolean> running = new ConcurrentHashMap<>();
        private volatile Optional<EmbeddedStateStore> store = Optional.empty();
        private volatile CountDownLatch together = new CountDownLatch(0);
        private boolean byCall;
        private String breakAt = "";
        private Function<String, Optional<AwsError>> refuse = id -> Optional.empty();

        @Override
        public String kind() {
            return "note";
        }

        @Override
        public List<Table<?>> watches() {
            return List.of(NOTES);
        }

        @Override
        public Set<Key> wake(Change<?> change) {
            return Set.of(new Key("note", change.id()));
        }

        @Override
        public Optional<Note> look(View view, Key key) {
            looks.incrementAndGet();
            return view.get(NOTES, key.id());
        }

        @Override
        public RaiseStep decide(Optional<Note> seen, Instant now) {
            decisions.incrementAndGet();
            if (seen.isEmpty() || seen.get().number() >= GOAL) {
                return new RaiseStep.Done();
            }
            Note note = seen.get();
            if (note.id().equals(breakAt)) {
                throw new IllegalStateException("broken at " + breakAt);
            }
            if (note.id().equals("wait")) {
                waits.incrementAndGet();
                return new RaiseStep.Pause(Duration.ofMinutes(1));
            }
            if (note.id().equals("spin")) {
                return new RaiseStep.Write(note);
            }
            return byCall ? new RaiseStep.Ask(note.id()) : new RaiseStep.Write(Note.of(note.id(), note.number() + 1));
        }

        @Override
        public void commit(Tx tx, RaiseStep step) {
            if (step instanceof RaiseStep.Write write) {
                tx.put(NOTES, write.note());
            }
        }

        @Override
        public void call(RaiseStep step) {
            if (!(step instanceof RaiseStep.Ask ask)) {
                throw new IllegalStateException("no call: " + step);
            }
            calls.incrementAndGet();
            refuse.apply(ask.id()).ifPresent(refusal -> {
                throw refusal;
            });
            if (running.put(ask.id(), true) != null) {
                twice.incrementAndGet();
            }
            together.countDown();
            try {
                assertThat(together.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            store.orElse(ControlLoopTest.this.store).transact(tx -> {
                int number = tx.get(NOTES, ask.id()).orElseThrow().number();
                tx.put(NOTES, Note.of(ask.id(), number + 1));
                return true;
            });
            running.remove(ask.id());
        }
    }
}
