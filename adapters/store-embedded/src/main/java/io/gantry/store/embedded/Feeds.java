package io.gantry.store.embedded;

import io.gantry.base.Limits;
import io.gantry.state.Change;
import io.gantry.state.Table;
import io.gantry.state.Watch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The committed changes of each table, the last {@link Limits#WATCH_BACKLOG} of them, and the watches that read them. A
 * watch is a position in its table's feed, so a slow one costs no memory.
 */
final class Feeds {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Feed> feeds = new HashMap<>();
    private final long openedAt;
    private final Decoded decoded;
    private long published;

    Feeds(long openedAt, Decoded decoded) {
        this.openedAt = openedAt;
        this.published = openedAt;
        this.decoded = decoded;
    }

    /** Adds a durable commit's changes. The caller then runs what is returned, outside every lock. */
    List<Runnable> publish(List<RowChange> changes, long revision) {
        lock.lock();
        try {
            published = revision;
            List<Runnable> ready = new ArrayList<>();
            for (RowChange change : changes) {
                Feed feed = feed(change.table());
                feed.add(change);
                for (Cursor watch : feed.watches) {
                    watch.ready.filter(callback -> !ready.contains(callback)).ifPresent(ready::add);
                }
            }
            return ready;
        } finally {
            lock.unlock();
        }
    }

    Watch watch(Table<?> table, long afterRevision) {
        lock.lock();
        try {
            Feed feed = feed(table.name());
            Cursor cursor = new Cursor(table, feed, afterRevision);
            feed.watches.add(cursor);
            return cursor;
        } finally {
            lock.unlock();
        }
    }

    private Feed feed(String table) {
        return feeds.computeIfAbsent(table, name -> new Feed(openedAt));
    }

    /** A table's last changes in a ring that grows up to the limit. */
    private static final class Feed {
        private final List<Cursor> watches = new ArrayList<>();
        private RowChange[] ring = new RowChange[16];
        private long next;
        private long first;
        private long forgottenThrough;

        Feed(long openedAt) {
            this.forgottenThrough = openedAt;
        }

        void add(RowChange change) {
            if (next - first == ring.length && ring.length < Limits.WATCH_BACKLOG) {
                RowChange[] larger = new RowChange[Math.min(Limits.WATCH_BACKLOG, ring.length * 2)];
                for (long at = first; at < next; at++) {
                    larger[(int) (at % larger.length)] = at(at);
                }
                ring = larger;
            }
            if (next - first == ring.length) {
                forgottenThrough = at(first).revision();
                first++;
            }
            ring[(int) (next % ring.length)] = change;
            next++;
        }

        RowChange at(long position) {
            return ring[(int) (position % ring.length)];
        }
    }

    private final class Cursor implements Watch {
        private final Table<?> table;
        private final Feed feed;
        private long after;
        private long position;
        private boolean again;
        private Optional<Runnable> ready = Optional.empty();

        Cursor(Table<?> table, Feed feed, long afterRevision) {
            this.table = table;
            this.feed = feed;
            this.after = afterRevision;
            this.position = feed.first;
            this.again = afterRevision < feed.forgottenThrough;
        }

        @Override
        public Batch poll() {
            List<RowChange> found = new ArrayList<>();
            long through;
            lock.lock();
            try {
                through = Math.max(published, after);
                if (again || (position < feed.first && after < feed.forgottenThrough)) {
                    again = false;
                    position = feed.next;
                    after = through;
                    return new Batch.ListAgain(through);
                }
                for (long at = Math.max(position, feed.first); at < feed.next; at++) {
                    if (feed.at(at).revision() > after) {
                        found.add(feed.at(at));
                    }
                }
                position = feed.next;
                after = through;
            } finally {
                lock.unlock();
            }
            List<Change<?>> changes = new ArrayList<>(found.size());
            found.forEach(change -> changes.add(change.decode(table, decoded)));
            return new Batch.Changes(changes, through);
        }

        @Override
        public void onReady(Runnable callback) {
            boolean something;
            lock.lock();
            try {
                ready = Optional.of(callback);
                something =
                        again || (position < feed.next && feed.at(feed.next - 1).revision() > after);
            } finally {
                lock.unlock();
            }
            if (something) {
                callback.run();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                feed.watches.remove(this);
            } finally {
                lock.unlock();
            }
        }
    }
}
