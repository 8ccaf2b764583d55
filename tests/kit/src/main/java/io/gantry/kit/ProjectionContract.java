package io.gantry.kit;

import static io.gantry.kit.StateStoreContract.NOTES;
import static io.gantry.kit.StateStoreContract.OTHERS;
import static io.gantry.kit.StateStoreContract.SUMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.kit.StateStoreContract.Note;
import io.gantry.state.Change;
import io.gantry.state.Projection;
import io.gantry.state.StateStore;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What every {@link StateStore} promises about {@link Projection}s. {@link StateStoreContract} holds it too. */
public interface ProjectionContract {
    /** The store under test. */
    StateStore store();

    /** Opens it again with what it then holds. */
    StateStore reopened();

    /** The fold of {@link StateStoreContract#SUMS}. */
    static Map<String, Integer> summed(Map<String, Integer> before, Change<?> change) {
        Map<String, Integer> sums = new HashMap<>(before);
        change.before().ifPresent(note -> add(sums, (Note) note, -1));
        change.after().ifPresent(note -> add(sums, (Note) note, 1));
        return Map.copyOf(sums);
    }

    private static void add(Map<String, Integer> sums, Note note, int sign) {
        String owner = note.owner().orElse("");
        int sum = sums.getOrDefault(owner, 0) + sign * note.number();
        if (sum == 0) {
            sums.remove(owner);
        } else {
            sums.put(owner, sum);
        }
    }

    private static Note note(String id, int number, String owner) {
        return Note.of(id, number).ownedBy(owner);
    }

    private void in(Consumer<Tx> body) {
        store().transact(tx -> {
            body.accept(tx);
            return true;
        });
    }

    @Test
    default void aProjectionIsAtItsViewsRevision() {
        View empty = store().view();
        in(tx -> {
            tx.put(NOTES, note("a", 1, "me"));
            tx.put(OTHERS, note("a", 2, "me"));
        });
        View first = store().view();
        in(tx -> {
            tx.put(NOTES, note("a", 5, "you"));
            tx.delete(OTHERS, "a");
        });
        assertThat(empty.get(SUMS)).isEmpty();
        assertThat(first.get(SUMS)).isEqualTo(Map.of("me", 3));
        assertThat(store().view().get(SUMS)).isEqualTo(Map.of("you", 5));
    }

    @Test
    default void aBodySeesItsOwnChangesInAProjection() {
        in(tx -> tx.put(NOTES, note("a", 1, "me")));
        in(tx -> {
            tx.put(NOTES, note("b", 2, "me"));
            assertThat(tx.get(SUMS)).isEqualTo(Map.of("me", 3));
            tx.put(NOTES, note("b", 3, "me"));
            tx.put(NOTES, note("b", 3, "me"));
            assertThat(tx.get(SUMS)).isEqualTo(Map.of("me", 4));
            tx.delete(NOTES, "b");
            tx.delete(NOTES, "none");
            assertThat(tx.get(SUMS)).isEqualTo(Map.of("me", 1));
        });
        assertThat(store().view().get(SUMS)).isEqualTo(Map.of("me", 1));
    }

    @Test
    default void whatIsNotCommittedIsInNoProjection() {
        assertThatThrownBy(() -> in(tx -> {
                    tx.put(NOTES, note("a", 1, "me"));
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        in(tx -> assertThat(tx.get(SUMS)).isEmpty());
        assertThat(store().view().get(SUMS)).isEmpty();
    }

    @Test
    default void aProjectionIsRebuiltWhenTheStoreOpens() {
        in(tx -> {
            tx.put(NOTES, note("a", 1, "me"));
            tx.put(NOTES, note("b", 2, "you"));
            tx.put(OTHERS, note("c", 3, "you"));
        });
        in(tx -> tx.delete(NOTES, "a"));
        StateStore again = reopened();
        assertThat(again.view().get(SUMS)).isEqualTo(Map.of("you", 5));
        boolean _ = again.transact(tx -> {
            tx.put(NOTES, note("b", 3, "you"));
            return true;
        });
        assertThat(again.view().get(SUMS)).isEqualTo(Map.of("you", 6));
    }

    @Test
    default void aProjectionThatWasNotDeclaredIsAnsweredToo() {
        Projection<Integer> count = new Projection<>(
                "kit/count",
                List.of(NOTES),
                0,
                (before, change) -> before
                        + (change.after().isPresent() ? 1 : 0)
                        - (change.before().isPresent() ? 1 : 0));
        in(tx -> {
            tx.put(NOTES, note("a", 1, "me"));
            tx.put(OTHERS, note("b", 1, "me"));
            assertThat(tx.get(count)).isEqualTo(1);
        });
        assertThat(store().view().get(count)).isEqualTo(1);
    }

    /** What {@link StateStoreContract#SUMS} is of {@code notes}. */
    static Map<String, Integer> sums(Iterable<Note> notes) {
        Map<String, Integer> sums = new HashMap<>();
        notes.forEach(note -> add(sums, note, 1));
        return sums;
    }
}
