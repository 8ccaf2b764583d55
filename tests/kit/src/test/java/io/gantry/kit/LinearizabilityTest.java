package io.gantry.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.kit.Linearizability.Call;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LinearizabilityTest {
    /** A register of a number; an empty input reads it. */
    private static final Linearizability<Integer, Optional<Integer>, Integer> REGISTER =
            new Linearizability<>(new Linearizability.Model<>() {
                @Override
                public Integer initial() {
                    return 0;
                }

                @Override
                public Optional<Integer> after(Integer before, Optional<Integer> written, Optional<Integer> read) {
                    if (written.isPresent()) {
                        return written;
                    }
                    return read.isEmpty() || read.get().equals(before) ? Optional.of(before) : Optional.empty();
                }
            });

    private static Call<Optional<Integer>, Integer> write(long begin, long end, int value) {
        return new Call<>(begin, end, Optional.of(value), Optional.of(value));
    }

    private static Call<Optional<Integer>, Integer> read(long begin, long end, int value) {
        return new Call<>(begin, end, Optional.empty(), Optional.of(value));
    }

    private static Call<Optional<Integer>, Integer> lost(long begin, int value) {
        return Call.unanswered(begin, Optional.of(value));
    }

    @Test
    void no_calls_are_in_order() {
        assertThat(REGISTER.holds(List.of())).isTrue();
    }

    @Test
    void a_read_after_a_write_must_see_it() {
        assertThat(REGISTER.holds(List.of(write(1, 2, 7), read(3, 4, 7)))).isTrue();
        assertThat(REGISTER.holds(List.of(write(1, 2, 7), read(3, 4, 0)))).isFalse();
    }

    @Test
    void a_read_beside_a_write_may_see_either() {
        assertThat(REGISTER.holds(List.of(write(1, 4, 7), read(2, 3, 7)))).isTrue();
        assertThat(REGISTER.holds(List.of(write(1, 4, 7), read(2, 3, 0)))).isTrue();
    }

    @Test
    void what_was_seen_once_is_not_unseen() {
        assertThat(REGISTER.holds(List.of(write(1, 9, 7), read(2, 3, 7), read(4, 5, 0))))
                .isFalse();
    }

    @Test
    void a_write_without_an_answer_took_place_or_did_not_but_stays_so() {
        assertThat(REGISTER.holds(List.of(lost(1, 7), read(2, 3, 0)))).isTrue();
        assertThat(REGISTER.holds(List.of(lost(1, 7), read(2, 3, 7)))).isTrue();
        assertThat(REGISTER.holds(List.of(lost(1, 7), read(2, 3, 0), read(4, 5, 7))))
                .isTrue();
        assertThat(REGISTER.holds(List.of(lost(1, 7), read(2, 3, 7), read(4, 5, 0))))
                .isFalse();
    }

    @Test
    void an_acknowledged_write_that_a_crash_lost_is_found() {
        assertThat(REGISTER.holds(List.of(write(1, 2, 7), write(3, 4, 8), lost(5, 9), read(6, 7, 7))))
                .isFalse();
    }
}
