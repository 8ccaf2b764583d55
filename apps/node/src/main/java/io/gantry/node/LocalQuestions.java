package io.gantry.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gantry.agent.node.NodeEngine;
import io.gantry.agent.node.port.ContainerRuntime;
import io.gantry.agent.node.port.ContainerRuntime.LogRequest;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.task.NodeContainer;
import io.gantry.agent.node.task.NodeTask;
import io.gantry.settings.HostAndPort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers this machine: {@code /v1/metadata} and {@code /v1/tasks} as the public agent does (agent-protocol.md 13.9), and
 * {@code /logs?task=..&container=..&follow=..&tail=..&timestamps=..}, which asks for the token in {@code node.json}.
 */
final class LocalQuestions implements AutoCloseable {
    private final HttpServer server;
    private final ContainerRuntime runtime;
    private final String token;

    private final Asking asking;

    /** Puts a question to the engine on its own thread. */
    interface Asking {
        <T> CompletableFuture<T> ask(Function<NodeEngine, T> question);
    }

    LocalQuestions(HostAndPort listen, ContainerRuntime runtime, String token, ObjectNode metadata, Asking asking)
            throws IOException {
        this.runtime = runtime;
        this.token = token;

        this.asking = asking;
        this.server = HttpServer.create(new InetSocketAddress(listen.host(), listen.port()), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/metadata", exchange -> reply(exchange, 200, metadata));
        server.createContext("/v1/tasks", exchange -> reply(exchange, 200, tasks(query(exchange))));
        server.createContext("/logs", this::logs);
        server.start();
    }

    /** Where it answers. */
    String address() {
        InetSocketAddress at = server.getAddress();
        return "http://" + at.getAddress().getHostAddress() + ":" + at.getPort();
    }

    private Collection<NodeTask> known() {
        return asking.ask(NodeEngine::tasks).join();
    }

    private ObjectNode tasks(Map<String, String> query) {
        ObjectNode all = EcsApi.JSON.createObjectNode();
        ArrayNode list = all.putArray("Tasks");
        String arn = query.getOrDefault("taskarn", "");
        String docker = query.getOrDefault("dockerid", "");
        for (NodeTask task : known()) {
            boolean wanted = (arn.isEmpty() || task.arn().equals(arn))
                    && (docker.isEmpty()
                            || task.containers().stream()
                                    .anyMatch(c -> c.runtimeId().startsWith(docker)));
            if (wanted) {
                describe(task, list.addObject());
            }
        }
        return all;
    }

    private static void describe(NodeTask task, ObjectNode into) {
        into.put("Arn", task.arn());
        into.put("DesiredStatus", task.stopWanted() ? "STOPPED" : "RUNNING");
        into.put("KnownStatus", task.known().name());
        into.put("Family", task.payload().family());
        into.put("Version", task.payload().version());
        ArrayNode containers = into.putArray("Containers");
        for (NodeContainer container : task.containers()) {
            ObjectNode one = containers.addObject();
            one.put("DockerId", container.runtimeId());
            one.put("DockerName", container.runtimeName());
            one.put("Name", container.name());
            one.put("KnownStatus", container.known().name());
            ArrayNode ports = one.putArray("Ports");
            container.bindings().forEach(binding -> {
                ObjectNode port = ports.addObject();
                binding.containerPort().ifPresent(number -> port.put("ContainerPort", number));
                binding.hostPort().ifPresent(number -> port.put("HostPort", number));
                port.put("Protocol", binding.protocol());
            });
        }
    }

    private void logs(HttpExchange exchange) throws IOException {
        String given = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        if (!MessageDigest.isEqual(bytes(given), bytes("Bearer " + token))) {
            reply(exchange, 403, problem("the token in node.json is required"));
            return;
        }
        Map<String, String> query = query(exchange);
        String wanted = query.getOrDefault("task", "");
        String name = query.getOrDefault("container", "");
        List<NodeContainer> found = known().stream()
                .filter(task -> task.arn().equals(wanted) || (task.id().startsWith(wanted) && !wanted.isEmpty()))
                .flatMap(task -> task.containers().stream())
                .filter(container -> name.isEmpty() || container.name().equals(name))
                .filter(container -> !container.runtimeId().isEmpty())
                .toList();
        if (found.isEmpty()) {
            reply(exchange, 404, problem("no container of such a task has run here, or it was cleaned up"));
            return;
        }
        boolean follow = Boolean.parseBoolean(query.getOrDefault("follow", "false"));
        Optional<Integer> tail = Optional.of(query.getOrDefault("tail", ""))
                .filter(t -> t.matches("\\d{1,9}"))
                .map(Integer::valueOf);
        LogRequest request = new LogRequest(
                follow, Boolean.parseBoolean(query.getOrDefault("timestamps", "false")), Optional.empty(), tail);
        exchange.getResponseHeaders().set("content-type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (NodeContainer container : found) {
                runtime.logs(container.runtimeId(), request, out);
            }
        } catch (RuntimeFailure | UncheckedIOException ended) {
            exchange.close();
        }
    }

    private static ObjectNode problem(String text) {
        return EcsApi.JSON.createObjectNode().put("message", text);
    }

    private static void reply(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] json = EcsApi.JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, json.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(json);
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> keys = new TreeMap<>();
        String raw = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                keys.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return keys;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
