package io.gantry.server;

import io.gantry.base.Env;
import io.gantry.logs.Logs;
import io.gantry.logs.file.FileLogStore;
import io.gantry.logs.port.LogStore;
import io.gantry.state.StateStore;
import io.gantry.wire.Operation;
import io.gantry.wire.model.OperationType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The room of CloudWatch Logs with its files, which are swept from time to time. */
final class LogKeeping implements AutoCloseable {
    private static final Duration FIRST_SWEEP = Duration.ofMinutes(1);
    private static final Duration SWEEP = Duration.ofMinutes(30);

    private final Env env;
    private final LogStore events;
    private final Logs logs;
    private volatile boolean closed;

    private LogKeeping(Env env, LogStore events, Logs logs) {
        this.env = env;
        this.events = events;
        this.logs = logs;
    }

    /** Opens the room with its events in {@code directory}. */
    static LogKeeping open(Env env, StateStore store, Path directory) throws IOException {
        LogStore events = FileLogStore.open(directory);
        LogKeeping keeping = new LogKeeping(env, events, Logs.open(new Logs.Context(env, store, events)));
        keeping.sweepAfter(FIRST_SWEEP);
        return keeping;
    }

    Map<OperationType<?, ?>, Operation<?, ?>> operations() {
        return logs.operations();
    }

    private void sweepAfter(Duration delay) {
        Env.Timer _ = env.timers().after(delay, this::sweep);
    }

    private void sweep() {
        if (closed) {
            return;
        }
        try {
            logs.sweep();
        } catch (RuntimeException failed) {
            env.faults().report("sweep of logs", failed);
        }
        sweepAfter(SWEEP);
    }

    @Override
    public void close() {
        closed = true;
        events.close();
    }
}
