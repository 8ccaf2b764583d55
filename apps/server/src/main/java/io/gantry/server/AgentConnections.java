package io.gantry.server;

import io.gantry.agent.protocol.AcsMessage;
import io.gantry.agent.protocol.Refusal;
import io.gantry.base.AwsError;
import io.gantry.base.Env;
import io.gantry.ecs.port.AgentDesk;
import io.gantry.wire.CallContext;
import io.gantry.wire.Gateway;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Brings the listener's web sockets to the room's desk. The room wants its calls one at a time: one thread makes them.
 */
final class AgentConnections implements AgentSockets, AutoCloseable {
    private static final long LAST_FRAMES_SECONDS = 5;

    private final Env env;
    private final AgentDesk desk;
    private final Gateway gateway;
    private final NodeAuthorizer authorizer;
    private final ExecutorService one = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("agent-sessions").factory());
    private final AtomicBoolean pollDue = new AtomicBoolean();

    private AgentConnections(Env env, AgentDesk desk, Gateway gateway, NodeAuthorizer authorizer) {
        this.env = env;
        this.desk = desk;
        this.gateway = gateway;
        this.authorizer = authorizer;
    }

    /** Starts driving {@code desk}, which nobody else may call then. */
    static AgentConnections start(Env env, AgentDesk desk, Gateway gateway, NodeAuthorizer authorizer) {
        AgentConnections connections = new AgentConnections(env, desk, gateway, authorizer);
        connections.later(() -> desk.onReady(connections::ready));
        return connections;
    }

    private void ready() {
        if (pollDue.compareAndSet(false, true)) {
            later(() -> {
                pollDue.set(false);
                desk.poll();
            });
        }
    }

    @Override
    public Verdict open(Request upgrade) {
        CallContext call;
        try {
            call = gateway.verify(upgrade);
        } catch (AwsError nobody) {
            return new Refused(gateway.refusal(nobody));
        }
        if (!authorizer.mayOpenChannels(call)) {
            return new Refused(gateway.refusal(AwsError.client(
                            "AccessDeniedException",
                            "User: " + call.principal().arn() + " is not authorized to perform: ecs:Poll")
                    .withStatus(403)));
        }
        Optional<Refusal> refusal = now(() -> desk.admit(call.accountId(), call.region(), upgrade.query()));
        if (refusal.isPresent()) {
            return new Refused(refused(refusal.get()));
        }
        return new Accepted(new Held(upgrade, call));
    }

    private static Reply refused(Refusal refusal) {
        return new Reply(
                400,
                Headers.of("content-type", "application/json"),
                refusal.body().getBytes(StandardCharsets.UTF_8));
    }

    /** One connection. The room's session of it is made, used and ended on the one thread. */
    private final class Held implements Conversation {
        private final Request upgrade;
        private final CallContext call;
        private Optional<AgentDesk.Session> session = Optional.empty();

        Held(Request upgrade, CallContext call) {
            this.upgrade = upgrade;
            this.call = call;
        }

        @Override
        public void opened(Outlet outlet) {
            AgentDesk.Channel channel = new AgentDesk.Channel() {
                @Override
                public void send(String frame) {
                    outlet.send(frame);
                }

                @Override
                public void close(int code, String reason) {
                    outlet.close(code, reason);
                }
            };
            boolean telemetry = upgrade.path().startsWith("/tcs");
            later(() -> session =
                    Optional.of(desk.open(telemetry, call.accountId(), call.region(), upgrade.query(), channel)));
        }

        @Override
        public void received(String text) {
            later(() -> session.ifPresent(s -> s.onText(text)));
        }

        @Override
        public void closed() {
            later(() -> session.ifPresent(AgentDesk.Session::onClose));
        }
    }

    /** Asks an instance's agent, by its record id, to take up a session of ECS Exec; lost when it is not connected. */
    void send(String instanceRecordId, AcsMessage.GantryExecuteCommandMessage message) {
        later(() -> desk.send(instanceRecordId, message));
    }

    private void later(Runnable task) {
        try {
            one.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException broken) {
                    // The one thread must go on for the other agents; this is its driver.
                    env.faults().report("agent sessions", broken);
                }
            });
        } catch (RejectedExecutionException stopping) {
            // The sessions have been closed: nothing counts any more.
            pollDue.set(true);
        }
    }

    private <T> T now(Callable<T> question) {
        try {
            return one.submit(question).get();
        } catch (ExecutionException broken) {
            throw new IllegalStateException("agent sessions", broken.getCause());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", ended);
        }
    }

    @Override
    public void close() {
        later(desk::close);
        one.shutdown();
        try {
            if (!one.awaitTermination(LAST_FRAMES_SECONDS, TimeUnit.SECONDS)) {
                one.shutdownNow();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            one.shutdownNow();
        }
    }
}
