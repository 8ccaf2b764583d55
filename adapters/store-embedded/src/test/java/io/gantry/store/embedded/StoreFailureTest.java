package io.gantry.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.kit.Seeds;
import io.gantry.kit.SimulatedEnv;
import io.gantry.kit.StateStoreContract;
import io.gantry.kit.StateStoreContract.Note;
import io.gantry.state.Schema;
import io.gantry.state.StateStore;
import io.gantry.state.StoreUnavailableException;
import io.gantry.state.Table;
import io.gantry.state.Watch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the store does when its journal is full, fails, or is killed. */
final class StoreFailureTest {
    private static final Table<Note> NOTES = StateStoreContract.NOTES;

    private final SimulatedEnv env = SimulatedEnv.seeded(3);
    private final MemoryJournal journal = new MemoryJournal();
    private final List<String> halts = new ArrayList<>();

    private EmbeddedStateStore open() {
        return EmbeddedStateStore.stepped(env, journal, Schema.of(NOTES), (why, cause) -> halts.add(why));
    }

    private static void put(StateStore store, String id, int number) {
        store.transact(tx -> {
            tx.put(NOTES, Note.of(id, number));
            return true;
        });
    }

    @Test
    void aFullDiskRefusesWritesAndOnlyWhileItIsFull() {
        EmbeddedStateStore store = open();
        put(store, "a", 1);
        Watch watch = store.watch(NOTES, 1);
        journal.mode(MemoryJournal.Mode.FULL);
        assertThatThrownBy(() -> put(store, "a", 2))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("no room");
        assertThatThrownBy(() -> put(store, "b", 2)).isInstanceOf(StoreUnavailableException.class);
        assertThat(store.view().list(NOTES, "")).containsExactly(Note.of("a", 1));
        assertThat(store.<Integer>transact(
                        tx -> tx.get(NOTES, "a").orElseThrow().number()))
                .as("a body that writes nothing still runs")
                .isEqualTo(1);
        journal.mode(MemoryJournal.Mode.WORKING);
        put(store, "a", 3);
        assertThat(store.view().revision()).isEqualTo(2);
        assertThat(watch.poll())
                .isInstanceOfSatisfying(
                        Watch.Batch.Changes.class,
                        found -> assertThat(found.changes())
                                .singleElement()
                                .satisfies(change -> assertThat(change.latest()).isEqualTo(Note.of("a", 3))));
        watch.close();
        assertThat(open().view().list(NOTES, "")).containsExactly(Note.of("a", 3));
        assertThat(halts).isEmpty();
    }

    @Test
    void whatARefusedWriteLeftIsTakenBackByTheNext() {
        EmbeddedStateStore store = open();
        put(store, "a", 1);
        journal.mode(MemoryJournal.Mode.FULL_AFTER_WRITE);
        assertThatThrownBy(() -> put(store, "a", 2)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> put(store, "new", 2)).isInstanceOf(StoreUnavailableException.class);
        journal.mode(MemoryJournal.Mode.WORKING);
        put(store, "b", 1);
        assertThat(open().view().list(NOTES, "")).containsExactly(Note.of("a", 1), Note.of("b", 1));
        assertThat(open().view().revision()).isEqualTo(2);
    }

    @Test
    void whatARefusedWriteLeftIsTakenBackAtClosing() {
        EmbeddedStateStore store = open();
        put(store, "a", 1);
        journal.mode(MemoryJournal.Mode.FULL_AFTER_WRITE);
        assertThatThrownBy(() -> put(store, "a", 2)).isInstanceOf(StoreUnavailableException.class);
        journal.mode(MemoryJournal.Mode.WORKING);
        store.close();
        assertThat(open().view().list(NOTES, "")).containsExactly(Note.of("a", 1));
        assertThat(open().view().revision()).isEqualTo(1);
    }

    @Test
    void aFailedSyncEndsTheProcess() {
        EmbeddedStateStore store = open();
        put(store, "a", 1);
        journal.mode(MemoryJournal.Mode.FAILING);
        assertThatThrownBy(() -> put(store, "a", 2)).isInstanceOf(StoreUnavailableException.class);
        assertThat(halts).hasSize(1);
        journal.mode(MemoryJournal.Mode.WORKING);
        assertThatThrownBy(() -> put(store, "a", 3)).isInstanceOf(StoreUnavailableException.class);
        assertThat(journal.revision()).as("a failed sync is never tried again").isEqualTo(1);
        assertThat(store.view().list(NOTES, "")).containsExactly(Note.of("a", 1));
    }

    @Test
    void aKilledProcessLosesNothingAcknowledged() {
        EmbeddedStateStore first = open();
        put(first, "a", 1);
        journal.mode(MemoryJournal.Mode.KILLED_BEFORE_WRITE);
        assertThatThrownBy(() -> put(first, "a", 2)).isInstanceOf(StoreUnavailableException.class);
        journal.mode(MemoryJournal.Mode.WORKING);
        EmbeddedStateStore second = open();
        assertThat(second.view().list(NOTES, "")).containsExactly(Note.of("a", 1));
        journal.mode(MemoryJournal.Mode.KILLED_AFTER_WRITE);
        assertThatThrownBy(() -> put(second, "a", 3)).isInstanceOf(StoreUnavailableException.class);
        journal.mode(MemoryJournal.Mode.WORKING);
        assertThat(open().view().list(NOTES, ""))
                .as("unacknowledged, but durable")
                .containsExactly(Note.of("a", 3));
    }

    @Test
    void anAnswerNeverRestsOnAWriteThatFailed() throws InterruptedException {
        CountDownLatch appending = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(1);
        Journal slow = new Journal() {
            @Override
            public long load(Rows rows) {
                return 0;
            }

            @Override
            public void append(List<Write> writes, long revision) {
                appending.countDown();
                await(read);
                throw new JournalFullException("no room, as the test asked");
            }

            @Override
            public void close() {
                // It holds nothing.
            }
        };
        try (EmbeddedStateStore store =
                EmbeddedStateStore.open(env, slow, Schema.of(NOTES), (why, cause) -> halts.add(why))) {
            Thread writer = Thread.ofVirtual()
                    .start(() -> assertThatThrownBy(() -> put(store, "a", 1)).isInstanceOf(RuntimeException.class));
            await(appending);
            AtomicInteger runs = new AtomicInteger();
            boolean there = store.transact(tx -> {
                boolean present = tx.get(NOTES, "a").isPresent();
                assertThat(present).as("the newest state is seen").isEqualTo(runs.incrementAndGet() == 1);
                read.countDown();
                return present;
            });
            assertThat(there).isFalse();
            assertThat(runs).hasValue(2);
            writer.join();
        }
    }

    @Test
    void whateverFailsTheJournalHoldsWhatWasAcknowledged() {
        Seeds.check(50, gen -> {
            MemoryJournal kept = new MemoryJournal();
            EmbeddedStateStore store =
                    EmbeddedStateStore.stepped(env, kept, Schema.of(NOTES), (why, cause) -> halts.add(why));
            Map<String, Integer> acknowledged = new HashMap<>();
            for (int step = 0; step < 40; step++) {
                kept.mode(gen.oneOf(
                        MemoryJournal.Mode.WORKING, MemoryJournal.Mode.FULL, MemoryJournal.Mode.FULL_AFTER_WRITE));
                String id = gen.oneOf("a", "b", "c");
                int number = step;
                try {
                    put(store, id, number);
                    acknowledged.put(id, number);
                } catch (StoreUnavailableException refused) {
                    assertThat(store.view().get(NOTES, id).map(Note::number))
                            .isEqualTo(java.util.Optional.ofNullable(acknowledged.get(id)));
                }
            }
            kept.mode(MemoryJournal.Mode.WORKING);
            store.close();
            EmbeddedStateStore again =
                    EmbeddedStateStore.stepped(env, kept, Schema.of(NOTES), (why, cause) -> halts.add(why));
            Map<String, Integer> found = new HashMap<>();
            again.view().list(NOTES, "").forEach(note -> found.put(note.id(), note.number()));
            assertThat(found).isEqualTo(acknowledged);
            assertThat(again.view().revision()).isEqualTo(store.view().revision());
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
