package io.gantry.benchmarks;

import io.gantry.conformance.SignatureV4;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The same request again and again over a number of kept connections. It is signed once and sent for less than the five
 * minutes for which a signature holds, so that the client costs little of the two cores it shares with the server.
 *
 * @param most how often it is sent at the most, by all connections together
 */
record Load(URI address, String operation, String body, SignatureV4 signature, int most) {
    /** As often as time allows. */
    Load(URI address, String operation, String body, SignatureV4 signature) {
        this(address, operation, body, signature, Integer.MAX_VALUE);
    }

    /** What came of it. */
    record Outcome(Samples latency, double perSecond) {}

    Outcome run(int connections, Duration length) throws IOException {
        AtomicInteger left = new AtomicInteger(most);
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<Samples>> workers = new ArrayList<>();
            long begin = System.nanoTime();
            for (int i = 0; i < connections; i++) {
                workers.add(threads.submit(() -> work(begin + length.toNanos(), left)));
            }
            Samples all = new Samples();
            for (Future<Samples> worker : workers) {
                all.addAll(worker.get());
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            return new Outcome(all, all.count() / seconds);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        } catch (ExecutionException failed) {
            throw new IOException("a connection failed", failed);
        }
    }

    private Samples work(long end, AtomicInteger left) throws IOException {
        Samples samples = new Samples();
        byte[] request = SignedCalls.request(address.getAuthority(), signature, operation, body);
        try (HttpConnection connection = HttpConnection.to(address)) {
            for (long now = System.nanoTime(); now < end && left.getAndDecrement() > 0; ) {
                connection.exchange(request).success();
                long after = System.nanoTime();
                samples.add(after - now);
                now = after;
            }
        }
        return samples;
    }
}
