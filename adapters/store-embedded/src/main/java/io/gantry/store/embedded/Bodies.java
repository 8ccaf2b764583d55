package io.gantry.store.embedded;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Runs bodies one at a time. Whoever comes first runs those of the others too: a lock that went from caller to caller would
 * have each of them wait for its turn on a processor, which on a busy machine takes longer than the body
 * (flat combining: Hendler, Incze, Shavit and Tzafrir, SPAA 2010).
 */
final class Bodies {
    /** Nobody works for others longer than this many bodies. */
    private static final int MOST = 100;

    private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock();

    /**
     * Runs {@code body} while {@code head} is held, on this thread or on another one that is at it.
     *
     * @throws RuntimeException what the body threw
     */
    <R> R run(ReentrantLock head, Supplier<R> body) {
        CompletableFuture<R> outcome = new CompletableFuture<>();
        waiting.add(() -> complete(outcome, body));
        work(head);
        try {
            return outcome.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            if (failed.getCause() instanceof Error broken) {
                throw broken;
            }
            throw failed;
        }
    }

    private static <R> void complete(CompletableFuture<R> outcome, Supplier<R> body) {
        try {
            outcome.complete(body.get());
        } catch (RuntimeException | Error thrown) {
            // It is the caller's who waits, not this thread's.
            outcome.completeExceptionally(thrown);
        }
    }

    /** A body added while another thread is about to end its turn is found by that thread's next look at the queue. */
    private void work(ReentrantLock head) {
        int run = 0;
        while (!waiting.isEmpty() && turn.tryLock()) {
            try {
                head.lock();
                try {
                    for (Runnable next = waiting.poll(); next != null; next = run < MOST ? waiting.poll() : null) {
                        next.run();
                        run++;
                    }
                } finally {
                    head.unlock();
                }
            } finally {
                turn.unlock();
            }
            if (run >= MOST) {
                Thread _ = Thread.ofVirtual().name("store-bodies").start(() -> work(head));
                return;
            }
        }
    }
}
