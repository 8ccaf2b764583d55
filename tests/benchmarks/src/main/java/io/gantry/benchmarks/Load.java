package io.gantry.benchmarks;

import io.gantry.conformance.SignatureV4;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The same request again and again over a number of kept connections. It is signed once and sent for less than the five
 * minutes for which a signature holds, so that the client costs little of the two cores it shares with the server.
 *
 * @param target the operation's {@code X-Amz-Target}
 */
record Load(URI address, String target, String body, Optional<SignatureV4> signature) {
    /** What came of it. */
    record Outcome(Samples latency, double perSecond) {}

    Outcome run(int connections, Duration length) throws IOException {
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<Samples>> workers = new ArrayList<>();
            long begin = System.nanoTime();
            for (int i = 0; i < connections; i++) {
                workers.add(threads.submit(() -> work(begin + length.toNanos())));
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

    private Samples work(long end) throws IOException {
        Samples samples = new Samples();
        byte[] request = request();
        try (HttpConnection connection = HttpConnection.to(address)) {
            for (long now = System.nanoTime(); now < end; ) {
                connection.exchange(request).success();
                long after = System.nanoTime();
                samples.add(after - now);
                now = after;
            }
        }
        return samples;
    }

    private byte[] request() {
        Map<String, String> headers = Map.of(
                "host", address.getAuthority(), "x-amz-target", target, "content-type", "application/x-amz-json-1.1");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return HttpConnection.request(
                "POST",
                "/",
                signature.map(s -> s.sign(headers, bytes, Instant.now())).orElse(headers),
                bytes);
    }
}
