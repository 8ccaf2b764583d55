package io.gantry.kit;

import static io.gantry.kit.StateStoreContract.BY_LABEL;
import static io.gantry.kit.StateStoreContract.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.kit.StateStoreContract.Note;
import io.gantry.state.Change;
import io.gantry.state.StateStore;
import io.gantry.state.Tx;
import io.gantry.state.View;
import io.gantry.state.Watch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A random run of a store against plain maps, with watches replayed and the store opened again on the way. */
final class StoreModel {
    private final Gen gen;
    private final Map<String, Note> expected = new TreeMap<>();
    private final Map<String, Note> replayed = new HashMap<>();
    private final Supplier<StateStore> reopening;
    private StateStore store;
    private Watch watch;
    private long revision;

    /** @param reopening closes {@code store} and opens it again with what it then holds */
    StoreModel(Gen gen, StateStore store, Supplier<StateStore> reopening) {
        this.gen = gen;
        this.store = store;
        this.reopening = reopening;
        this.watch = store.watch(NOTES, 0);
    }

    void run() {
        for (int step = 0; step < 60; step++) {
            Map<String, Note> next = new TreeMap<>(expected);
            boolean _ = store.transact(tx -> {
                next.clear();
                next.putAll(expected);
                change(tx, next);
                assertThat(tx.list(NOTES, "")).containsExactlyElementsOf(next.values());
                assertThat(tx.get(StateStoreContract.SUMS)).isEqualTo(ProjectionContract.sums(next.values()));
                return true;
            });
            revision += next.equals(expected) ? 0 : 1;
            expected.clear();
            expected.putAll(next);
            if (gen.chance(0.3)) {
                replay();
            }
            if (gen.chance(0.05)) {
                watch.close();
                store = reopening.get();
                watch = store.watch(NOTES, revision);
                replayed.clear();
                replayed.putAll(expected);
            }
            compare();
        }
        watch.close();
    }

    private void change(Tx tx, Map<String, Note> next) {
        for (int left = gen.below(4); left > 0; left--) {
            String id = gen.oneOf("a", "a/1", "b", "b/2", "c\u0130", "\ud83d\ude00");
            if (gen.chance(0.3)) {
                tx.delete(NOTES, id);
                next.remove(id);
            } else {
                Note note = new Note(
                        id,
                        gen.below(3),
                        gen.oneOf(Optional.<String>empty(), Optional.of(gen.text(5))),
                        gen.list(2, () -> gen.name(1)));
                tx.put(NOTES, note);
                next.put(id, note);
            }
        }
    }

    private void replay() {
        for (Change<?> change : StateStoreContract.changes(watch)) {
            assertThat(change.before()).isEqualTo(Optional.ofNullable(replayed.get(change.id())));
            if (change.after().isPresent()) {
                replayed.put(change.id(), (Note) change.after().get());
            } else {
                replayed.remove(change.id());
            }
        }
        assertThat(replayed).isEqualTo(expected);
    }

    private void compare() {
        View view = store.view();
        assertThat(view.revision()).isEqualTo(revision);
        assertThat(view.list(NOTES, "")).containsExactlyElementsOf(expected.values());
        assertThat(view.get(StateStoreContract.SUMS)).isEqualTo(ProjectionContract.sums(expected.values()));
        for (String label : List.of("a", "b", "c", "z")) {
            List<Note> labelled = expected.values().stream()
                    .filter(note -> note.labels().contains(label))
                    .toList();
            assertThat(view.list(NOTES, BY_LABEL, label)).containsExactlyElementsOf(labelled);
            assertThat(view.count(NOTES, BY_LABEL, label)).isEqualTo(labelled.size());
        }
    }
}
