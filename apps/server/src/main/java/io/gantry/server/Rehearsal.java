package io.gantry.server;

import io.gantry.records.Json;
import io.gantry.settings.AccessKey;
import io.gantry.settings.Announcement;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Request;
import io.gantry.wire.sigv4.SigV4Signer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commonest calls, made once over the wire, so that an ahead-of-time cache knows what they load; and, when a node of this
 * home comes in time, a task on it, whose image nobody has. It speaks HTTP by hand, since what an HTTP client loads would stay
 * in the cache, and in the memory, of a server that needs none.
 */
final class Rehearsal {
    private static final String TARGET = "AmazonEC2ContainerServiceV20141113.";
    private static final String TYPE = "application/x-amz-json-1.1";
    private static final int LOOKS = 100;
    private static final int TIMES = 100;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Pattern ARN = Pattern.compile("arn:aws:ecs:[^\"]*:(task|container-instance)/[^\"]*");

    private final URI endpoint;
    private final SigV4Signer signer;

    private Rehearsal(URI endpoint, SigV4Signer signer) {
        this.endpoint = endpoint;
        this.signer = signer;
    }

    static void of(Announcement server, Path home) throws IOException {
        AccessKey root = AccessKey.read(AccessKey.rootFile(home)).orElseThrow();
        SigV4Signer signer =
                new SigV4Signer(root.accessKeyId(), root.secretAccessKey(), Optional.empty(), server.region(), "ecs");
        try {
            new Rehearsal(URI.create(server.endpoint() + "/"), signer).run();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() throws IOException, InterruptedException {
        String _ = call("ListClusters", "{}");
        String _ = call("DescribeClusters", "{\"clusters\":[\"default\"]}");
        String definition = "{\"family\":\"rehearsal\",\"containerDefinitions\":[{\"name\":\"a\","
                + "\"image\":\"rehearsal.invalid/none\",\"memory\":64,\"portMappings\":[{\"containerPort\":80}]}]}";
        String _ = call("RegisterTaskDefinition", definition);
        String _ = call("DescribeTaskDefinition", "{\"taskDefinition\":\"rehearsal\"}");
        Optional<String> host = host();
        String answer = call("RunTask", "{\"taskDefinition\":\"rehearsal\"}");
        String _ = call("ListTasks", "{}");
        Optional<String> task = arn(answer);
        if (host.isPresent() && task.isPresent()) {
            String tasks = json(Map.of("tasks", List.of(task.get())));
            boolean _ = until(() -> call("DescribeTasks", tasks).contains("\"lastStatus\":\"STOPPED\""));
            String _ = call("StopTask", json(Map.of("task", task.get())));
            repeat();
        }
    }

    /** Often enough for the compiler to learn what is worth its while: the cache keeps what it learned (JEP 515). */
    private void repeat() throws IOException {
        for (int time = 0; time < TIMES; time++) {
            Optional<String> task = arn(call("RunTask", "{\"taskDefinition\":\"rehearsal\"}"));
            if (task.isPresent()) {
                String _ = call("DescribeTasks", json(Map.of("tasks", List.of(task.get()))));
                String _ = call("StopTask", json(Map.of("task", task.get())));
            }
        }
    }

    /** A host whose agent is connected, if one comes in time. */
    private Optional<String> host() throws IOException, InterruptedException {
        String[] found = {""};
        boolean connected = until(() -> {
            found[0] = arn(call("ListContainerInstances", "{}")).orElse("");
            return !found[0].isEmpty()
                    && call("DescribeContainerInstances", json(Map.of("containerInstances", List.of(found[0]))))
                            .contains("\"agentConnected\":true");
        });
        return connected ? Optional.of(found[0]) : Optional.empty();
    }

    private static Optional<String> arn(String text) {
        Matcher matcher = ARN.matcher(text);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    private static String json(Map<String, Object> members) {
        return Json.MAPPER.writeValueAsString(members);
    }

    private interface Question {
        boolean ask() throws IOException, InterruptedException;
    }

    private static boolean until(Question question) throws IOException, InterruptedException {
        for (int look = 0; look < LOOKS; look++) {
            if (question.ask()) {
                return true;
            }
            Thread.sleep(PAUSE);
        }
        return false;
    }

    private String call(String operation, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        Headers headers =
                Headers.of("host", endpoint.getAuthority(), "content-type", TYPE, "x-amz-target", TARGET + operation);
        StringBuilder head =
                new StringBuilder("POST / HTTP/1.1\r\nconnection: close\r\ncontent-length: ").append(body.length);
        headers.forEach((name, value) -> line(head, name, value));
        signer.sign(
                        new Request("POST", "/", "", headers, body, endpoint),
                        InstantSource.system().instant())
                .forEach((name, value) -> line(head, name, value));
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(head.append("\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8));
            out.write(body);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append("\r\n").append(name).append(": ").append(value);
    }
}
