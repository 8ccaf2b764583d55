package io.gantry.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import io.gantry.base.Limits;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Change;
import io.gantry.state.Index;
import io.gantry.state.Projection;
import io.gantry.state.Schema;
import io.gantry.state.StateStore;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import io.gantry.state.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link StateStore} promises. Each adapter's test extends it. */
public abstract class StateStoreContract implements ProjectionContract {
    /** A small record with an optional owner and labels to index it by. */
    public record Note(String id, int number, Optional<String> owner, List<String> labels) {
        /** A note of nobody. */
        public static Note of(String id, int number) {
            return new Note(id, number, Optional.empty(), List.of());
        }

        /** The same note of somebody. */
        public Note ownedBy(String name) {
            return new Note(id, number, Optional.of(name), labels);
        }
    }

    /** Notes by owner. */
    public static final Index<Note> BY_OWNER =
            new Index<>("owner", note -> note.owner().map(List::of).orElse(List.of()));

    /** Notes by each of their labels. */
    public static final Index<Note> BY_LABEL = new Index<>("label", Note::labels);

    /** The table under test. */
    public static final Table<Note> NOTES =
            new Table<>("kit/note", Note::id, JsonRecordCodec.of(Note.class), List.of(BY_OWNER, BY_LABEL));

    /** Another table, to see that tables are apart. */
    public static final Table<Note> OTHERS = Table.of("kit/other", Note::id, JsonRecordCodec.of(Note.class));

    /** The sum of the numbers of each owner's notes in both tables, where it is not zero; those of nobody are under "". */
    public static final Projection<Map<String, Integer>> SUMS =
            new Projection<>("kit/sum", List.of(NOTES, OTHERS), Map.of(), ProjectionContract::summed);

    /** What a store under test is opened with. */
    public static final Schema SCHEMA = Schema.of(NOTES, OTHERS).with(SUMS);

    /** The environment of the store under test. */
    protected final SimulatedEnv env = SimulatedEnv.seeded(7);

    private StateStore store;

    protected StateStoreContract() {
        store = new RerunningStore(new NoStore(), new Gen(0));
    }

    /** An empty store that knows {@link #SCHEMA}. */
    protected abstract StateStore openEmpty();

    /** Closes the store that {@link #openEmpty} or this opened, and opens it again with what it then holds. */
    protected abstract StateStore reopen();

    /** Releases what the test used. */
    protected abstract void closeAll();

    @BeforeEach
    final void openStore() {
        store = openEmpty();
    }

    @AfterEach
    final void closeStore() {
        closeAll();
    }

    @Override
    public final StateStore store() {
        return store;
    }

    @Override
    public final StateStore reopened() {
        store = reopen();
        return store;
    }

    private <R> R in(java.util.function.Function<Tx, R> body) {
        return store.transact(body);
    }

    private void put(Note... notes) {
        in(tx -> {
            for (Note note : notes) {
                tx.put(NOTES, note);
            }
            return true;
        });
    }

    static List<Change<?>> changes(Watch watch) {
        return switch (watch.poll()) {
            case Watch.Batch.Changes found -> found.changes();
            case Watch.Batch.ListAgain again -> throw new AssertionError("unexpected " + again);
        };
    }

    @Test
    void anEmptyStoreIsAtRevisionZero() {
        assertThat(store.view().revision()).isZero();
        assertThat(store.view().list(NOTES, "")).isEmpty();
        assertThat(store.view().get(NOTES, "a")).isEmpty();
        assertThat(store.view().count(NOTES, BY_OWNER, "me")).isZero();
    }

    @Test
    void aCommitIsVisibleInLaterViewsAndNotInEarlierOnes() {
        View before = store.view();
        put(Note.of("a", 1), Note.of("b", 2));
        assertThat(before.list(NOTES, "")).isEmpty();
        assertThat(store.view().revision()).isEqualTo(1);
        assertThat(store.view().list(NOTES, "")).containsExactly(Note.of("a", 1), Note.of("b", 2));
        assertThat(store.view().list(OTHERS, "")).isEmpty();
    }

    @Test
    void aBodySeesItsOwnChangesAndReturnsItsValue() {
        put(Note.of("a", 1).ownedBy("me"));
        String seen = in(tx -> {
            tx.put(NOTES, Note.of("b", 2).ownedBy("me"));
            tx.delete(NOTES, "a");
            tx.put(OTHERS, Note.of("c", 3));
            return tx.list(NOTES, "").size() + " " + tx.count(NOTES, BY_OWNER, "me") + " "
                    + tx.get(NOTES, "a").isPresent() + " "
                    + tx.list(NOTES, BY_OWNER, "me").getFirst().id() + " "
                    + tx.get(OTHERS, "c").isPresent();
        });
        assertThat(seen).isEqualTo("1 1 false b true");
    }

    @Test
    void listsAreSortedAndCutByPrefix() {
        put(Note.of("a/2", 1), Note.of("b/1", 2), Note.of("a/1", 3), Note.of("a", 4), Note.of("a0", 5));
        assertThat(store.view().list(NOTES, "a/")).extracting(Note::id).containsExactly("a/1", "a/2");
        assertThat(store.view().list(NOTES, "")).extracting(Note::id).containsExactly("a", "a/1", "a/2", "a0", "b/1");
        assertThat(store.view().list(NOTES, "c")).isEmpty();
    }

    @Test
    void indexesFollowEveryChange() {
        put(new Note("a", 1, Optional.of("me"), List.of("x", "y")), new Note("b", 1, Optional.of("me"), List.of("y")));
        assertThat(store.view().list(NOTES, BY_LABEL, "y")).extracting(Note::id).containsExactly("a", "b");
        put(new Note("a", 2, Optional.of("you"), List.of("y", "z")));
        assertThat(store.view().list(NOTES, BY_LABEL, "x")).isEmpty();
        assertThat(store.view().list(NOTES, BY_LABEL, "y").getFirst().number()).isEqualTo(2);
        assertThat(store.view().count(NOTES, BY_OWNER, "me")).isEqualTo(1);
        assertThat(store.view().count(NOTES, BY_OWNER, "you")).isEqualTo(1);
        in(tx -> {
            tx.delete(NOTES, "a");
            return true;
        });
        assertThat(store.view().count(NOTES, BY_LABEL, "y")).isEqualTo(1);
        assertThat(store.view().list(NOTES, BY_LABEL, "z")).isEmpty();
    }

    @Test
    void whatChangesNothingMakesNoRevision() {
        put(Note.of("a", 1));
        Watch watch = store.watch(NOTES, store.view().revision());
        put(Note.of("a", 1));
        in(tx -> {
            tx.delete(NOTES, "none");
            tx.put(NOTES, Note.of("a", 2));
            tx.put(NOTES, Note.of("a", 1));
            tx.put(NOTES, Note.of("new", 2));
            tx.delete(NOTES, "new");
            return true;
        });
        assertThat(store.view().revision()).isEqualTo(1);
        assertThat(changes(watch)).isEmpty();
        watch.close();
    }

    @Test
    void whatABodyThrowsIsThrownOnAndNothingIsCommitted() {
        AwsError refusal = AwsError.client("ClientException", "no");
        assertThatThrownBy(() -> in(tx -> {
                    tx.put(NOTES, Note.of("a", 1));
                    throw refusal;
                }))
                .isSameAs(refusal);
        assertThat(store.view().revision()).isZero();
        put(Note.of("b", 1));
        assertThat(store.view().list(NOTES, "")).extracting(Note::id).containsExactly("b");
    }

    @Test
    void aTransactionHasOneMomentAndNewIds() {
        Set<String> ids = new HashSet<>();
        in(tx -> {
            assertThat(tx.now()).isEqualTo(tx.now()).isEqualTo(env.now());
            ids.add(tx.newId());
            ids.add(tx.newId());
            assertThat(tx.newSecret(24)).hasSize(48);
            return true;
        });
        assertThat(ids).hasSize(2).allMatch(id -> id.matches("[0-9a-f]{32}"));
    }

    @Test
    void aTransactionEndsWithItsBody() {
        List<Tx> kept = new ArrayList<>();
        in(kept::add);
        assertThatThrownBy(() -> kept.getFirst().get(NOTES, "a")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCommitHasLimits() {
        Note[] most = new Note[Limits.CHANGES_PER_COMMIT];
        for (int i = 0; i < most.length; i++) {
            most[i] = Note.of("n" + i, i);
        }
        put(most);
        assertThat(store.view().list(NOTES, "")).hasSize(Limits.CHANGES_PER_COMMIT);
        assertThatThrownBy(() -> in(tx -> {
                    for (int i = 0; i <= Limits.CHANGES_PER_COMMIT; i++) {
                        tx.put(NOTES, Note.of("m" + i, i));
                    }
                    return true;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("changes");
        assertThatThrownBy(() -> put(Note.of("big", 1).ownedBy("x".repeat(Limits.BYTES_PER_COMMIT))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("bytes");
        put(Note.of("big", 1).ownedBy("x".repeat(Limits.BYTES_PER_COMMIT - 1000)));
        assertThat(store.view().revision()).isEqualTo(2);
    }

    @Test
    void aWatchGivesEveryChangeInOrder() {
        put(Note.of("a", 1));
        Watch watch = store.watch(NOTES, 1);
        assertThat(changes(watch)).isEmpty();
        put(Note.of("a", 2));
        in(tx -> {
            tx.put(OTHERS, Note.of("o", 1));
            return true;
        });
        in(tx -> {
            tx.delete(NOTES, "a");
            tx.put(NOTES, Note.of("b", 3));
            return true;
        });
        assertThat(changes(watch))
                .containsExactly(
                        new Change<>(NOTES, "a", 2, Optional.of(Note.of("a", 1)), Optional.of(Note.of("a", 2))),
                        new Change<>(NOTES, "a", 4, Optional.of(Note.of("a", 2)), Optional.empty()),
                        new Change<>(NOTES, "b", 4, Optional.empty(), Optional.of(Note.of("b", 3))));
        assertThat(changes(watch)).isEmpty();
        watch.close();
    }

    @Test
    void aWatchBeginsAfterTheRevisionItWasAskedFor() {
        put(Note.of("a", 1));
        put(Note.of("a", 2));
        put(Note.of("a", 3));
        Watch watch = store.watch(NOTES, 1);
        assertThat(changes(watch)).extracting(Change::revision).containsExactly(2L, 3L);
        watch.close();
    }

    @Test
    void aWatchCallsWhenThereIsSomethingToPoll() {
        AtomicInteger calls = new AtomicInteger();
        Watch watch = store.watch(NOTES, 0);
        watch.onReady(calls::incrementAndGet);
        assertThat(calls).hasValue(0);
        put(Note.of("a", 1));
        assertThat(calls).hasValue(1);
        in(tx -> {
            tx.put(OTHERS, Note.of("o", 1));
            return true;
        });
        assertThat(calls).hasValue(1);
        watch.onReady(calls::incrementAndGet);
        assertThat(calls).as("called at once, since a change waits").hasValue(2);
        changes(watch);
        watch.onReady(calls::incrementAndGet);
        assertThat(calls).hasValue(2);
        watch.close();
        put(Note.of("a", 2));
        assertThat(calls).as("a closed watch is not called").hasValue(2);
    }

    @Test
    void aWatchThatFallsTooFarBehindListsAgain() {
        Watch watch = store.watch(NOTES, 0);
        for (int i = 0; i <= Limits.WATCH_BACKLOG / Limits.CHANGES_PER_COMMIT; i++) {
            int round = i;
            in(tx -> {
                for (int n = 0; n < Limits.CHANGES_PER_COMMIT; n++) {
                    tx.put(NOTES, Note.of("n" + n, round));
                }
                return true;
            });
        }
        long revision = store.view().revision();
        assertThat(watch.poll()).isEqualTo(new Watch.Batch.ListAgain(revision));
        assertThat(changes(watch)).isEmpty();
        put(Note.of("n", 1));
        assertThat(changes(watch)).extracting(Change::revision).containsExactly(revision + 1);
        watch.close();
    }

    @Test
    void whatIsCommittedSurvives() {
        put(Note.of("a", 1).ownedBy("me"), Note.of("b", 2).ownedBy("me"));
        put(Note.of("b", 3).ownedBy("me"));
        in(tx -> {
            tx.delete(NOTES, "a");
            return true;
        });
        store = reopen();
        assertThat(store.view().revision()).isEqualTo(3);
        assertThat(store.view().list(NOTES, "")).containsExactly(Note.of("b", 3).ownedBy("me"));
        assertThat(store.view().count(NOTES, BY_OWNER, "me")).isEqualTo(1);
        Watch old = store.watch(NOTES, 1);
        assertThat(old.poll()).isEqualTo(new Watch.Batch.ListAgain(3));
        old.close();
        Watch watch = store.watch(NOTES, 3);
        put(Note.of("c", 1));
        assertThat(changes(watch)).extracting(Change::revision).containsExactly(4L);
        watch.close();
    }

    @Test
    void aStoreBehavesAsAMapOfMaps() {
        Seeds.check(20, gen -> {
            closeAll();
            store = openEmpty();
            new StoreModel(gen, store, () -> store = reopen()).run();
        });
    }

    @Test
    void concurrentIncrementsAreAllCounted() throws InterruptedException {
        put(Note.of("counter", 0));
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            threads.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 25; i++) {
                    in(tx -> {
                        Note counter = tx.get(NOTES, "counter").orElseThrow();
                        tx.put(NOTES, Note.of("counter", counter.number() + 1));
                        return true;
                    });
                }
            }));
        }
        for (Thread thread : threads) {
            assertThat(thread.join(Duration.ofMinutes(1))).isTrue();
        }
        assertThat(store.view().get(NOTES, "counter")).contains(Note.of("counter", 200));
        assertThat(store.view().revision()).isEqualTo(201);
    }
}
