package io.gantry.node;

import io.gantry.agent.node.NodeEngine;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.Terminals;
import io.gantry.agent.node.task.ContainerStatus;
import io.gantry.agent.protocol.AcsMessage;
import io.gantry.base.Env;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up sessions of ECS Exec when the server asks for it: each is a command on a terminal in a container, and a web socket that
 * carries the terminal's bytes to the server (docs/decisions/0024). Nothing of it is kept: with this process the sessions end.
 */
final class CommandCalls {
    /** As on AWS, whatever user the container's own processes have. */
    private static final String ROOT = "0";

    /** What AWS's agent says of the terminal, so that editors use colours and clear their screen. */
    private static final List<String> ENVIRONMENT = List.of("TERM=xterm-256color");

    private static final Logger LOG = LoggerFactory.getLogger(CommandCalls.class);

    private final Env env;
    private final LocalQuestions.Asking asking;
    private final Terminals terminals;
    private final HttpClient http;
    private final Signing signing;
    private final Supplier<URI> endpoint;
    private final Set<TerminalSession> sessions = ConcurrentHashMap.newKeySet();

    /** @param endpoint where the server is; asked for each session */
    CommandCalls(
            Env env,
            LocalQuestions.Asking asking,
            Terminals terminals,
            HttpClient http,
            Signing signing,
            Supplier<URI> endpoint) {
        this.env = env;
        this.asking = asking;
        this.terminals = terminals;
        this.http = http;
        this.signing = signing;
        this.endpoint = endpoint;
    }

    /** A session is to be taken up, on a thread of its own. */
    void heard(AcsMessage.GantryExecuteCommandMessage call) {
        Thread _ = Thread.ofVirtual().name(call.sessionId()).start(() -> take(call));
    }

    /** Ends all sessions, for a node that stops. */
    void close() {
        sessions.forEach(TerminalSession::closed);
    }

    private void take(AcsMessage.GantryExecuteCommandMessage call) {
        TerminalSession session = new TerminalSession(env);
        try {
            session.meet(TerminalSocket.open(http, signing, endpoint.get(), call.sessionId(), call.ticket(), session));
        } catch (CompletionException refused) {
            // The server tells the client that nobody came.
            LOG.warn("{}: not taken up: {}", call.sessionId(), String.valueOf(refused.getCause()));
            return;
        }
        LOG.info("{}: in container {} of {}", call.sessionId(), call.containerName(), call.taskArn());
        sessions.add(session);
        try {
            run(session, call);
        } finally {
            sessions.remove(session);
            LOG.info("{}: over", call.sessionId());
        }
    }

    private void run(TerminalSession session, AcsMessage.GantryExecuteCommandMessage call) {
        if (!asking.ask(engine -> mayRun(engine, call)).join()) {
            session.end(Optional.empty(), "The container does not run any more.");
            return;
        }
        try {
            session.carry(terminals.start(new Terminals.Command(call.runtimeId(), call.command(), ROOT, ENVIRONMENT)));
        } catch (RuntimeFailure failure) {
            session.end(Optional.empty(), failure.getMessage());
        }
    }

    /** Only where the task was started with execute command enabled, and the container is the one that the server knows. */
    private static boolean mayRun(NodeEngine engine, AcsMessage.GantryExecuteCommandMessage call) {
        return engine.tasks().stream()
                .filter(task -> task.arn().equals(call.taskArn()))
                .filter(task -> task.container(call.containerName())
                        .filter(container -> container.known() == ContainerStatus.RUNNING)
                        .filter(container -> container.runtimeId().equals(call.runtimeId()))
                        .isPresent())
                .anyMatch(task ->
                        !task.wanted(call.containerName()).managedAgents().isEmpty());
    }
}
