package io.gantry.models;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gantry.base.Env;
import io.gantry.wire.Authorizer;
import io.gantry.wire.Gateway;
import io.gantry.wire.Operation;
import io.gantry.wire.OperationRegistry;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.model.ServiceModel;
import io.gantry.wire.sigv4.Credential;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.core.SdkPojo;

/**
 * A gateway on a socket whose every operation keeps its input ({@code GET /test/last} tells it) and answers
 * what it was given beforehand ({@code POST /test/next}).
 */
final class EchoServer implements AutoCloseable {
    private final HttpServer http;
    private final Gateway gateway;
    private final AtomicReference<byte[]> next = new AtomicReference<>(new byte[0]);
    private final AtomicReference<byte[]> last = new AtomicReference<>(new byte[0]);

    EchoServer(ServiceModel model, Env env) throws IOException {
        Map<OperationType<?, ?>, Operation<?, ?>> all = new HashMap<>();
        for (OperationType<?, ?> type : model.operations()) {
            all.put(type, (in, call) -> echo(type, (SdkPojo) in));
        }
        gateway = new Gateway(
                OperationRegistry.of(List.of(model), all),
                new Gateway.Ports(
                        env,
                        key -> Optional.of(Credential.root("secret", "123456789012")),
                        Authorizer.ROOT_ONLY,
                        fault -> false));
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::serve);
        http.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    private Object echo(OperationType<?, ?> type, SdkPojo in) {
        last.set(NeutralJson.write(in));
        return NeutralJson.read(Objects.requireNonNull(next.get()), type.newOutput());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getRawPath();
            Reply reply = switch (path) {
                case "/test/next" -> {
                    next.set(body);
                    yield new Reply(200, Headers.NONE, new byte[0]);
                }
                case "/test/last" -> new Reply(200, Headers.NONE, Objects.requireNonNull(last.get()));
                case String operation -> gateway.handle(request(exchange, operation, body));
            };
            reply.headers().forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            exchange.getResponseBody().write(reply.body());
        }
    }

    private Request request(HttpExchange exchange, String path, byte[] body) {
        Headers.Builder headers = new Headers.Builder();
        exchange.getRequestHeaders().forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        return new Request(exchange.getRequestMethod(), path, query, headers.build(), body, endpoint());
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
