package io.gantry.control;

import io.gantry.base.Env;
import io.gantry.base.Limits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The keys that are to be looked at, first come first served. A key is in it once however often it is woken, and is not
 * given out again before its look has ended. Keys of failing reconcilers rest in it and hold up no other.
 */
final class KeyQueue {
    /** How a look ended. */
    sealed interface End {
        /** A step was taken: look again after the others. */
        record Again(boolean progress) implements End {}

        /** Look when the delay is over, or when something changes. */
        record Later(Duration delay) implements End {}

        /** Look when something changes. */
        record Settled() implements End {}

        /** Look again after a back-off, which changes do not shorten. */
        record Failed() implements End {}
    }

    private enum State {
        READY,
        RUNNING,
        WAITING,
        RESTING
    }

    private static final class Entry {
        private State state = State.READY;
        private boolean wokenWhileRunning;
        private int failures;
        private int steps;
        private Optional<Env.Timer> timer = Optional.empty();
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Entry> entries = new HashMap<>();
    private final ArrayDeque<Key> ready = new ArrayDeque<>();
    private final Env env;
    private final Runnable signal;

    /**
     * Makes an empty queue.
     *
     * @param signal called when a key becomes ready, on any thread
     */
    KeyQueue(Env env, Runnable signal) {
        this.env = env;
        this.signal = signal;
    }

    /** Asks for a look at {@code key}. */
    void wake(Key key) {
        lock.lock();
        try {
            Entry entry = entries.get(key);
            if (entry == null) {
                entry = new Entry();
                entries.put(key, entry);
                makeReady(key, entry);
                return;
            }
            switch (entry.state) {
                case WAITING -> makeReady(key, entry);
                case RUNNING -> entry.wokenWhileRunning = true;
                case READY, RESTING -> {
                    // It is looked at anyhow, and that look will see the change.
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Asks for a look at every key that waits for a moment. */
    void wakeWaiting() {
        lock.lock();
        try {
            Map.copyOf(entries).forEach((key, entry) -> {
                if (entry.state == State.WAITING) {
                    makeReady(key, entry);
                }
            });
        } finally {
            lock.unlock();
        }
    }

    /** Gives out the next key; {@link #end} must follow. */
    Optional<Key> take() {
        lock.lock();
        try {
            Key key = ready.poll();
            if (key != null) {
                entry(key).state = State.RUNNING;
            }
            return Optional.ofNullable(key);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends a key's look.
     *
     * @return false when the key has taken more steps in a row than is sane; it then rests as if it had failed
     */
    boolean end(Key key, End end) {
        lock.lock();
        try {
            Entry entry = entry(key);
            boolean woken = entry.wokenWhileRunning;
            entry.wokenWhileRunning = false;
            switch (end) {
                case End.Again again -> {
                    if (++entry.steps > Limits.STEPS_IN_A_ROW) {
                        rest(key, entry);
                        return false;
                    }
                    entry.failures = again.progress() ? 0 : entry.failures;
                    makeReady(key, entry);
                }
                case End.Later later -> {
                    calm(entry);
                    if (woken) {
                        makeReady(key, entry);
                    } else {
                        timed(key, entry, State.WAITING, later.delay());
                    }
                }
                case End.Settled _ -> {
                    calm(entry);
                    if (woken) {
                        makeReady(key, entry);
                    } else {
                        entries.remove(key);
                    }
                }
                case End.Failed _ -> rest(key, entry);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets every key that is not being looked at. */
    void clear() {
        lock.lock();
        try {
            ready.clear();
            entries.values().removeIf(entry -> {
                entry.timer.ifPresent(Env.Timer::cancel);
                entry.timer = Optional.empty();
                return entry.state != State.RUNNING;
            });
        } finally {
            lock.unlock();
        }
    }

    private Entry entry(Key key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            throw new IllegalStateException("the queue does not know " + key);
        }
        return entry;
    }

    private static void calm(Entry entry) {
        entry.failures = 0;
        entry.steps = 0;
    }

    private void makeReady(Key key, Entry entry) {
        entry.timer.ifPresent(Env.Timer::cancel);
        entry.timer = Optional.empty();
        entry.state = State.READY;
        ready.add(key);
        signal.run();
    }

    private void rest(Key key, Entry entry) {
        Duration longest = Limits.FIRST_BACK_OFF.multipliedBy(1L << Math.min(entry.failures, 20));
        long most = Math.min(longest.toMillis(), Limits.LONGEST_BACK_OFF.toMillis());
        entry.failures++;
        entry.steps = 0;
        // Half of the pause is random, so that keys which failed together do not come back together.
        timed(
                key,
                entry,
                State.RESTING,
                Duration.ofMillis(most / 2 + env.random().nextLong(most / 2 + 1)));
    }

    private void timed(Key key, Entry entry, State state, Duration delay) {
        entry.state = state;
        entry.timer = Optional.of(env.timers().after(delay, () -> fire(key, entry, state)));
    }

    private void fire(Key key, Entry entry, State expected) {
        lock.lock();
        try {
            // A timer that could not be taken back in time finds its entry in another state, or gone.
            if (entries.get(key) == entry && entry.state == expected) {
                makeReady(key, entry);
            }
        } finally {
            lock.unlock();
        }
    }
}
