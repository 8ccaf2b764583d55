package io.gantry.node;

import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.Terminals.Terminal;
import io.gantry.agent.protocol.TerminalMessage;
import io.gantry.base.Env;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One terminal and the web socket that it is carried over. One thread takes what is printed to the server, another what was
 * typed to the terminal; the server leaves what was typed at its client while the terminal takes no more.
 */
final class TerminalSession implements TerminalSocket.Hearing {
    /** Longer than the server lets a session be idle: by then the server is gone without a word. */
    private static final Duration SILENCE = Duration.ofMinutes(25);

    private static final int PIECE = 16 * 1024;

    private final Env env;
    private final LinkedBlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
    private Optional<TerminalSocket> socket = Optional.empty();
    private Optional<Terminal> terminal = Optional.empty();
    private volatile boolean closed;
    private volatile Instant lastActivity;

    /** Something for the terminal, in the order in which it came. */
    private interface Input {
        void give(Terminal terminal);
    }

    TerminalSession(Env env) {
        this.env = env;
        this.lastActivity = env.now();
    }

    /** The web socket is open. */
    synchronized void meet(TerminalSocket open) {
        socket = Optional.of(open);
    }

    /** Carries a terminal until its command has ended or the web socket is gone; then neither is left. */
    void carry(Terminal started) {
        synchronized (this) {
            terminal = Optional.of(started);
            if (closed) {
                started.close();
                return;
            }
        }
        Thread typist = Thread.ofVirtual().name("typed").start(() -> type(started));
        Env.Timer watch = env.timers().after(SILENCE, this::look);
        try {
            byte[] some = new byte[PIECE];
            for (int count = started.read(some); count >= 0; count = started.read(some)) {
                lastActivity = env.now();
                socket().printed(ByteBuffer.wrap(some, 0, count));
            }
            end(started.exitCode(), "");
        } catch (RuntimeFailure | CompletionException gone) {
            end(Optional.empty(), "The terminal was lost: " + gone.getMessage());
        } finally {
            watch.cancel();
            typist.interrupt();
            started.close();
        }
    }

    /** Tells how it ended; the web socket is closed. */
    void end(Optional<Integer> exitCode, String reason) {
        if (!closed) {
            closed = true;
            try {
                socket().send(new TerminalMessage.TerminalEndMessage(exitCode, reason));
            } catch (CompletionException alreadyGone) {
                return;
            } finally {
                socket().close();
            }
        }
    }

    private void type(Terminal started) {
        try {
            while (true) {
                inputs.take().give(started);
            }
        } catch (InterruptedException | CompletionException | RuntimeFailure ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        Duration left = Duration.between(env.now(), lastActivity.plus(SILENCE));
        if (left.isPositive()) {
            Env.Timer _ = env.timers().after(left, this::look);
        } else {
            closed();
        }
    }

    private synchronized TerminalSocket socket() {
        return socket.orElseThrow();
    }

    @Override
    public void typed(byte[] bytes) {
        lastActivity = env.now();
        inputs.add(open -> {
            open.write(bytes);
            socket().send(new TerminalMessage.TerminalTypedMessage(bytes.length));
        });
    }

    @Override
    public void resized(TerminalMessage.TerminalSizeMessage size) {
        inputs.add(open -> open.resize(size.columns(), size.rows()));
    }

    @Override
    public void closed() {
        Optional<Terminal> open;
        synchronized (this) {
            closed = true;
            open = terminal;
        }
        open.ifPresent(Terminal::close);
    }
}
