package io.gantry.kit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a history of concurrent calls could have come from one object that takes one call at a time, each at some moment
 * between its beginning and its end (Herlihy and Wing, "Linearizability", 1990). The search is Wing and Gong's of 1993,
 * with Lowe's memory of configurations that were tried before.
 *
 * @param <S> the object's state; equal states are the same state
 * @param <I> what a call asks
 * @param <O> what it is answered
 */
public final class Linearizability<S, I, O> {
    private final Model<S, I, O> model;

    public Linearizability(Model<S, I, O> model) {
        this.model = model;
    }

    /** The object as it would be without concurrency. */
    public interface Model<S, I, O> {
        /** Its state before any call. */
        S initial();

        /**
         * Its state after a call.
         *
         * @param output what was answered; empty when no answer came, so that any would do
         * @return empty when this state cannot answer so
         */
        Optional<S> after(S before, I input, Optional<O> output);
    }

    /**
     * One call. Moments are of any clock that all callers share.
     *
     * @param output empty when no answer came: the call took place at some moment after it began, or never
     */
    public record Call<I, O>(long begin, long end, I input, Optional<O> output) {
        /** A call that was never answered. */
        public static <I, O> Call<I, O> unanswered(long begin, I input) {
            return new Call<>(begin, Long.MAX_VALUE, input, Optional.empty());
        }
    }

    private record Configuration<S>(BitSet taken, S state) {}

    /** Whether some order of {@code history} explains every answer. */
    public boolean holds(List<Call<I, O>> history) {
        Set<Configuration<S>> seen = new HashSet<>();
        Deque<Configuration<S>> open = new ArrayDeque<>();
        open.push(new Configuration<>(new BitSet(), model.initial()));
        while (!open.isEmpty()) {
            Configuration<S> at = open.pop();
            if (!seen.add(at)) {
                continue;
            }
            if (allAnswered(history, at.taken())) {
                return true;
            }
            next(history, at).forEach(open::push);
        }
        return false;
    }

    private boolean allAnswered(List<Call<I, O>> history, BitSet taken) {
        for (int call = taken.nextClearBit(0); call < history.size(); call = taken.nextClearBit(call + 1)) {
            if (history.get(call).output().isPresent()) {
                return false;
            }
        }
        return true;
    }

    private List<Configuration<S>> next(List<Call<I, O>> history, Configuration<S> at) {
        long firstEnd = Long.MAX_VALUE;
        for (int call = 0; call < history.size(); call++) {
            if (!at.taken().get(call)) {
                firstEnd = Math.min(firstEnd, history.get(call).end());
            }
        }
        List<Configuration<S>> next = new ArrayList<>();
        for (int call = 0; call < history.size(); call++) {
            Call<I, O> candidate = history.get(call);
            // A call that began after another had ended comes after it.
            if (at.taken().get(call) || candidate.begin() > firstEnd) {
                continue;
            }
            Optional<S> after = model.after(at.state(), candidate.input(), candidate.output());
            if (after.isPresent()) {
                BitSet taken = (BitSet) at.taken().clone();
                taken.set(call);
                next.add(new Configuration<>(taken, after.get()));
            }
        }
        return next;
    }
}
