package io.gantry.server;

import io.gantry.agent.protocol.TerminalMessage;
import io.gantry.base.Limits;
import io.gantry.settings.HostAndPort;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/**
 * The HTTP server. The rest of the program sees a {@link Request} and a {@link Reply}; each request has a virtual thread
 * of its own, so what answers it may block.
 */
final class HttpListener implements AutoCloseable {
    private static final int THREADS = 16;
    private static final int HEADER_BYTES = 16 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(75);
    private static final Duration SOCKET_IDLE = Duration.ofMinutes(5);
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

    private final Server server;
    private final ServerConnector connector;
    private final HostAndPort listen;

    private HttpListener(Server server, ServerConnector connector, HostAndPort listen) {
        this.server = server;
        this.connector = connector;
        this.listen = listen;
    }

    /**
     * Listens.
     *
     * @param front answers every request that is no upgrade
     * @param sockets takes up the paths {@code /acs/ws} and {@code /tcs/ws}, and those of sessions of ECS Exec
     * @throws IOException when the address cannot be had
     */
    static HttpListener open(HostAndPort listen, Function<Request, Reply> front, AgentSockets sockets)
            throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
        threads.setName("http");
        threads.setReservedThreads(0);
        threads.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-call-", 0).factory()));
        Server server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(HEADER_BYTES);
        // The signature covers the path as it was sent: nothing may be cleaned up on the way.
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost(listen.host());
        connector.setPort(listen.port());
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        WebSocketUpgradeHandler upgrades = WebSocketUpgradeHandler.from(server, container -> {
            container.setIdleTimeout(SOCKET_IDLE);
            container.setMaxTextMessageSize(Limits.REQUEST_BYTES);
            for (String path : new String[] {"/acs/ws", "/tcs/ws", CommandRelay.CLIENTS + "*", TerminalMessage.PATH}) {
                container.addMapping(
                        path, (request, response, callback) -> upgrade(sockets, request, response, callback));
            }
        });
        upgrades.setHandler(new Front(front));
        server.setHandler(new GracefulHandler(upgrades));
        server.setStopTimeout(LAST_ANSWERS.toMillis());
        try {
            server.start();
        } catch (IOException taken) {
            throw taken;
        } catch (Exception broken) {
            throw new IOException(broken);
        }
        return new HttpListener(server, connector, listen);
    }

    /** Where it really listens: the port is known now even if any was asked for. */
    HostAndPort address() {
        return new HostAndPort(listen.host(), connector.getLocalPort());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception broken) {
            throw new IllegalStateException("the HTTP server did not stop", broken);
        }
    }

    private static final class Front extends Handler.Abstract {
        private final Function<Request, Reply> front;

        Front(Function<Request, Reply> front) {
            this.front = front;
        }

        @Override
        public boolean handle(org.eclipse.jetty.server.Request request, Response response, Callback callback)
                throws IOException {
            // One byte over the largest limit tells the gateway that the body is too long.
            byte[] body = Content.Source.asInputStream(request).readNBytes(Limits.LARGEST_REQUEST_BYTES + 1);
            Reply reply = front.apply(toRequest(request, body));
            write(reply, response, callback);
            return true;
        }
    }

    private static Object upgrade(
            AgentSockets sockets, ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        return switch (sockets.open(toRequest(request, new byte[0]))) {
            case AgentSockets.Accepted accepted -> new SocketEndpoint(accepted.conversation());
            case AgentSockets.Streamed streamed -> new StreamEndpoint(streamed.opening());
            case AgentSockets.Refused refused -> {
                write(refused.reply(), response, callback);
                yield noSocket();
            }
        };
    }

    @SuppressWarnings("NullAway") // The HTTP server's way to say that there is no upgrade.
    private static Object noSocket() {
        return null;
    }

    private static Request toRequest(org.eclipse.jetty.server.Request request, byte[] body) {
        Headers.Builder headers = new Headers.Builder();
        for (HttpField field : request.getHeaders()) {
            headers.add(field.getName(), Optional.ofNullable(field.getValue()).orElse(""));
        }
        String path = Optional.ofNullable(request.getHttpURI().getPath()).orElse("/");
        String query = Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
        URI endpoint = endpoint(request);
        String remote = org.eclipse.jetty.server.Request.getRemoteAddr(request).replaceAll("[\\[\\]]", "");
        return new Request(request.getMethod(), path, query, headers.build(), body, endpoint, remote);
    }

    /** By which address the caller reached us; its host field, when that is one, else the socket's own address. */
    private static URI endpoint(org.eclipse.jetty.server.Request request) {
        String host =
                Optional.ofNullable(request.getHeaders().get(HttpHeader.HOST)).orElse("");
        if (!host.matches("[\\w.-]+(:\\d{1,5})?|\\[[0-9a-fA-F:.]+](:\\d{1,5})?")) {
            host = org.eclipse.jetty.server.Request.getServerName(request) + ":"
                    + org.eclipse.jetty.server.Request.getServerPort(request);
        }
        return URI.create("http://" + host);
    }

    private static void write(Reply reply, Response response, Callback callback) {
        response.setStatus(reply.status());
        reply.headers().forEach((name, value) -> response.getHeaders().add(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().length);
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
    }
}
