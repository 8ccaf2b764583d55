package io.gantry.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Calls of EC2 as bare as a client can make them: one signed POST of a form, answered in XML. */
public final class Ec2Calls {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final URI endpoint;
    private final SignatureV4 signature;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    public Ec2Calls(RunningGantry gantry) {
        this.endpoint = URI.create(gantry.endpoint().toString());
        this.signature = new SignatureV4(gantry.key(), RunningGantry.REGION, "ec2");
    }

    /**
     * Calls and expects success.
     *
     * @return the text of the answer's first element of this name; empty when it has none
     */
    public String call(String element, String action, Map<String, String> parameters) {
        Map<String, String> form = new TreeMap<>(parameters);
        form.put("Action", action);
        form.put("Version", "2016-11-15");
        byte[] body = form.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(UTF_8);
        Map<String, String> headers = signature.sign(
                Map.of("host", endpoint.getAuthority(), "content-type", "application/x-www-form-urlencoded"),
                body,
                Instant.now());
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.entrySet().stream()
                .filter(header -> !header.getKey().equals("host"))
                .forEach(header -> request.header(header.getKey(), header.getValue()));
        String answer = send(request.build());
        Matcher found = Pattern.compile("<" + element + ">([^<]*)</").matcher(answer);
        return found.find() ? Optional.ofNullable(found.group(1)).orElse("") : "";
    }

    private String send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException gone) {
            throw new EcsCalls.Unreachable(gone);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
