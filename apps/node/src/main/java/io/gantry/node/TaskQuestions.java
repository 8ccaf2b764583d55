package io.gantry.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gantry.agent.node.metadata.Caller;
import io.gantry.agent.node.metadata.Reply;
import io.gantry.agent.node.metadata.TaskEndpoint;
import io.gantry.base.Env;
import io.gantry.network.linux.HostAddress;
import io.gantry.settings.HostAndPort;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens where containers ask about themselves. The address is this host's own: bridge containers reach it through their
 * gateway, which is this host, and those that share the host's network reach it directly. It stays on the host when the node
 * ends, so that a question which nobody answers does not go out to the network. While another process has the address, it is
 * tried again.
 */
final class TaskQuestions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TaskQuestions.class);
    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final int LONGEST_BODY = 65_536;

    private final Env env;
    private final HostAndPort at;
    private final TaskEndpoint endpoint;
    private Optional<HttpServer> server = Optional.empty();
    private boolean told;
    private boolean closed;

    TaskQuestions(Env env, HostAndPort at, TaskEndpoint endpoint) {
        this.env = env;
        this.at = at;
        this.endpoint = endpoint;
    }

    /** Listens, now or as soon as the address is free. */
    synchronized void start() {
        if (closed) {
            return;
        }
        try {
            HostAddress.add(at.host());
            HttpServer made = HttpServer.create(new InetSocketAddress(at.host(), at.port()), 0);
            made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            made.createContext("/", this::answer);
            made.start();
            server = Optional.of(made);
        } catch (IOException taken) {
            if (!told) {
                told = true;
                LOG.warn(
                        "containers cannot ask for metadata and credentials: {} cannot be listened on ({}). Another node on"
                                + " this machine? Give it another node.task-endpoint.",
                        at,
                        taken.getMessage());
            }
            Env.Timer _ = env.timers().after(AGAIN, this::start);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        InetAddress from = exchange.getRemoteAddress().getAddress();
        String path = exchange.getRequestURI().getPath();
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        Caller caller = new Caller(from, NetworkInterface.getByInetAddress(from) != null);
        Reply reply = exchange.getRequestMethod().equals("GET")
                ? endpoint.answer(path, query, caller)
                : endpoint.change(path, body(exchange), caller);
        byte[] json = EcsApi.JSON.writeValueAsBytes(reply.body());
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(reply.status(), json.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(json);
        }
    }

    /** What is longer is cut off, and no JSON then. */
    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void close() {
        closed = true;
        server.ifPresent(made -> made.stop(0));
    }
}
