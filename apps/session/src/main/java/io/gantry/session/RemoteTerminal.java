package io.gantry.session;

import io.gantry.base.Env;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/** A client's session over a web socket of its own: {@link ClientEnd} with the threads, timers and sockets that it needs. */
public final class RemoteTerminal implements WebSocket.Listener, AutoCloseable {
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final long SENDING_SECONDS = 30;

    private final Env env;
    private final Consumer<byte[]> printed;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<ClientEnd.Ending> ended = new CompletableFuture<>();
    private final java.io.ByteArrayOutputStream partial = new java.io.ByteArrayOutputStream();
    private final Object turn = new Object();
    private final ClientEnd end;
    private Optional<WebSocket> socket = Optional.empty();
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
    private Env.Timer timer = () -> {};

    private RemoteTerminal(Env env, Consumer<byte[]> printed) {
        this.env = env;
        this.printed = printed;
        this.end = new ClientEnd(env, new Shown(), new Line());
    }

    /**
     * Connects, and shows the token.
     *
     * @param printed takes what is printed, on the connection's thread: as long as it does not return, nothing else comes
     * @throws java.io.UncheckedIOException when the server cannot be reached
     */
    public static RemoteTerminal connect(
            HttpClient client, Env env, URI streamUrl, String token, Consumer<byte[]> printed) {
        RemoteTerminal made = new RemoteTerminal(env, printed);
        try {
            WebSocket open = client.newWebSocketBuilder()
                    .connectTimeout(CONNECTING)
                    .buildAsync(streamUrl, made)
                    .join();
            synchronized (made.turn) {
                made.socket = Optional.of(open);
                made.end.open(token);
            }
            open.request(1);
            return made;
        } catch (CompletionException failed) {
            throw new java.io.UncheckedIOException(new java.io.IOException(
                    "no web socket at " + streamUrl + ": " + String.valueOf(failed.getCause()), failed));
        }
    }

    /** Waits until what is typed goes to the command; returns at once when the session has ended. */
    public void awaitReady() throws InterruptedException {
        try {
            ready.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Types bytes, once there is room for them; whether the session still goes on. */
    public boolean type(byte[] bytes) throws InterruptedException {
        synchronized (turn) {
            while (!end.hasRoom() && !end.isOver()) {
                turn.wait();
            }
            if (!end.isOver()) {
                end.type(bytes);
                afterwards();
            }
            return !end.isOver();
        }
    }

    /** Tells the size of the terminal. */
    public void resize(int columns, int rows) {
        synchronized (turn) {
            if (!end.isOver()) {
                end.resize(columns, rows);
                afterwards();
            }
        }
    }

    /** Ends the session whatever runs. */
    public void terminate() {
        synchronized (turn) {
            if (!end.isOver()) {
                end.terminate();
                afterwards();
            }
        }
    }

    /** How it ended; empty when it has not within {@code patience}. */
    public Optional<ClientEnd.Ending> awaitEnd(Duration patience) throws InterruptedException {
        try {
            return Optional.of(ended.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException goesOn) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Drops the connection; the command is ended by the host. */
    @Override
    public void close() {
        gone("closed");
    }

    @Override
    public void onOpen(WebSocket from) {
        // Frames are asked for when the token has been shown.
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] some = new byte[data.remaining()];
        data.get(some);
        partial.writeBytes(some);
        if (last) {
            byte[] frame = partial.toByteArray();
            partial.reset();
            synchronized (turn) {
                end.heard(frame);
                afterwards();
            }
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        gone(reason.isEmpty() ? "the server closed the session (" + status + ")" : reason);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        gone("the connection broke: " + error.getMessage());
    }

    private void gone(String reason) {
        synchronized (turn) {
            end.gone(reason);
            afterwards();
        }
    }

    /** Whoever waits looks again, and the timer rings for what is due next. */
    private void afterwards() {
        turn.notifyAll();
        timer.cancel();
        timer = end.wake()
                .map(at -> env.timers().after(Duration.between(env.now(), at), this::poll))
                .orElse(() -> {});
    }

    private void poll() {
        synchronized (turn) {
            end.poll();
            afterwards();
        }
    }

    private void next(Function<WebSocket, CompletableFuture<WebSocket>> sending) {
        socket.ifPresent(open -> sent = sent.thenCompose(before -> sending.apply(open))
                .orTimeout(SENDING_SECONDS, TimeUnit.SECONDS)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        gone("the connection broke: " + failure.getMessage());
                    }
                }));
    }

    private final class Shown implements ClientEnd.Screen {
        @Override
        public void ready() {
            ready.complete(null);
        }

        @Override
        public void printed(byte[] bytes) {
            printed.accept(bytes);
        }

        @Override
        public void ended(ClientEnd.Ending ending) {
            ended.complete(ending);
            ready.complete(null);
        }
    }

    private final class Line implements Wire {
        @Override
        public void text(String frame) {
            next(open -> open.sendText(frame, true));
        }

        @Override
        public void binary(byte[] frame) {
            next(open -> open.sendBinary(ByteBuffer.wrap(frame), true));
        }

        @Override
        public void close(int status, String reason) {
            socket.ifPresent(open -> sent = sent.thenCompose(before -> open.sendClose(status, reason))
                    .orTimeout(1, TimeUnit.SECONDS)
                    .whenComplete((done, failure) -> open.abort()));
        }
    }
}
