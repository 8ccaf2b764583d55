package io.gantry.server;

import io.gantry.settings.AccessKey;
import io.gantry.settings.Announcement;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Request;
import io.gantry.wire.sigv4.SigV4Signer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The commonest calls, made once over the wire, so that an ahead-of-time cache knows what they load. */
final class Rehearsal {
    private static final String TARGET = "AmazonEC2ContainerServiceV20141113.";
    private static final String TYPE = "application/x-amz-json-1.1";

    private Rehearsal() {}

    static void of(Announcement server, Path home) throws IOException {
        AccessKey root = AccessKey.read(AccessKey.rootFile(home)).orElseThrow();
        SigV4Signer signer =
                new SigV4Signer(root.accessKeyId(), root.secretAccessKey(), Optional.empty(), server.region(), "ecs");
        URI endpoint = URI.create(server.endpoint() + "/");
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (Map.Entry<String, String> call : Map.of(
                            "ListClusters", "{}",
                            "DescribeClusters", "{\"clusters\":[\"default\"]}",
                            "RegisterTaskDefinition",
                                    "{\"family\":\"rehearsal\",\"containerDefinitions\":[{\"name\":\"a\",\"image\":\"a\","
                                            + "\"memory\":64,\"portMappings\":[{\"containerPort\":80}]}]}",
                            "ListTasks", "{}",
                            "RunTask", "{\"taskDefinition\":\"rehearsal\"}")
                    .entrySet()) {
                byte[] body = call.getValue().getBytes(StandardCharsets.UTF_8);
                Headers headers = Headers.of(
                        "host", endpoint.getAuthority(), "content-type", TYPE, "x-amz-target", TARGET + call.getKey());
                HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                        .header("content-type", TYPE)
                        .header("x-amz-target", TARGET + call.getKey())
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
                signer.sign(
                                new Request("POST", "/", "", headers, body, endpoint),
                                InstantSource.system().instant())
                        .forEach(request::header);
                client.send(request.build(), HttpResponse.BodyHandlers.discarding());
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
