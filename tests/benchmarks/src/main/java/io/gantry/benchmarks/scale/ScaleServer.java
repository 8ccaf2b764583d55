package io.gantry.benchmarks.scale;

import io.gantry.control.ControlLoop;
import io.gantry.control.Key;
import io.gantry.control.Leadership;
import io.gantry.control.Reconciler;
import io.gantry.control.Step;
import io.gantry.ecs.Ecs;
import io.gantry.ecs.port.AgentDesk;
import io.gantry.ecs.service.ServiceTiming;
import io.gantry.kit.SimulatedEnv;
import io.gantry.models.ecs.EcsApi;
import io.gantry.state.Change;
import io.gantry.state.StateStore;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import io.gantry.store.embedded.EmbeddedStateStore;
import io.gantry.store.embedded.Halt;
import io.gantry.wire.CallContext;
import io.gantry.wire.InProcessCaller;
import io.gantry.wire.OperationRegistry;
import io.gantry.wire.Principal;
import io.gantry.wire.model.OperationType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The control plane as {@code apps/server} puts it together, without threads, sockets and a disk. */
final class ScaleServer {
    static final String ACCOUNT = "123456789012";
    static final String REGION = "eu-central-1";

    private static final Duration SOON = Duration.ofMillis(5);
    private static final CallContext ROOT = new CallContext(
            ACCOUNT,
            REGION,
            new Principal("arn:aws:iam::" + ACCOUNT + ":root", "AKIAROOT", true),
            "request",
            URI.create("http://127.0.0.1:4566"));

    private final SimulatedEnv env;
    private final StateStore store;
    private final InProcessCaller caller;
    private final ControlLoop loop;
    private final AgentDesk desk;
    private boolean loopDue;
    private boolean deskDue;

    ScaleServer(SimulatedEnv env, Stopwatch watch) {
        this.env = env;
        this.store = EmbeddedStateStore.stepped(env, new NoJournal(), Ecs.schema(), Halt.process());
        Ecs ecs = Ecs.open(new Ecs.Context(env, store, ServiceTiming.AWS));
        this.caller = new InProcessCaller(
                OperationRegistry.of(List.of(EcsApi.MODEL), ecs.operations()), (call, type, input) -> {});
        List<Reconciler<?, ?>> reconcilers = ecs.reconcilers().stream()
                .<Reconciler<?, ?>>map(one -> one.kind().equals("service") ? new Timed<>(one, watch) : one)
                .toList();
        this.loop = new ControlLoop(env, store, Leadership.always(), reconcilers);
        this.desk = ecs.agentDesk();
        loop.onReady(this::loopLater);
        desk.onReady(this::deskLater);
    }

    private void loopLater() {
        if (!loopDue) {
            loopDue = true;
            env.timers().after(SOON, () -> {
                loopDue = false;
                if (loop.poll()) {
                    loopLater();
                }
            });
        }
    }

    private void deskLater() {
        if (!deskDue) {
            deskDue = true;
            env.timers().after(SOON, () -> {
                deskDue = false;
                desk.poll();
            });
        }
    }

    /** Calls an operation as the gateway does once it has verified a request. */
    <I, O> O call(OperationType<I, O> type, I input) {
        return caller.call(type, input, ROOT);
    }

    /** Takes an agent's command channel up. */
    AgentDesk.Session connect(String rawQuery, AgentDesk.Channel channel) {
        desk.admit(ACCOUNT, REGION, rawQuery).ifPresent(refusal -> {
            throw new IllegalStateException("an agent is refused: " + refusal);
        });
        return desk.open(false, ACCOUNT, REGION, rawQuery, channel);
    }

    View view() {
        return store.view();
    }

    /** A reconciler whose looks and decisions are timed. */
    private record Timed<S, A extends Step>(Reconciler<S, A> inner, Stopwatch watch) implements Reconciler<S, A> {
        private static final ThreadLocal<Long> BEGUN = new ThreadLocal<>();

        @Override
        public String kind() {
            return inner.kind();
        }

        @Override
        public List<Table<?>> watches() {
            return inner.watches();
        }

        @Override
        public Set<Key> wake(Change<?> change) {
            return inner.wake(change);
        }

        @Override
        public Set<Key> wake(Change<?> change, View view) {
            return inner.wake(change, view);
        }

        @Override
        public S look(View view, Key key) {
            BEGUN.set(System.nanoTime());
            return inner.look(view, key);
        }

        @Override
        public A decide(S seen, Instant now) {
            A step = inner.decide(seen, now);
            watch.decided(System.nanoTime() - BEGUN.get());
            return step;
        }

        @Override
        public void commit(Tx tx, A step) {
            inner.commit(tx, step);
        }

        @Override
        public void call(A step) {
            inner.call(step);
        }
    }
}
