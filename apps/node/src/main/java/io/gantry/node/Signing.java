package io.gantry.node;

import io.gantry.base.Env;
import io.gantry.settings.AccessKey;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Request;
import io.gantry.wire.sigv4.SigV4Signer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Signs what this node sends (agent-protocol.md 3): API calls, upgrades and telemetry frames. */
final class Signing {
    private final SigV4Signer signer;
    private final Env env;

    /** @param service as AWS's signatures call it, {@code ecs} or {@code ec2} */
    Signing(AccessKey key, String region, String service, Env env) {
        this.signer = new SigV4Signer(key.accessKeyId(), key.secretAccessKey(), Optional.empty(), region, service);
        this.env = env;
    }

    /** The fields to add to a request, by name as written on the wire. */
    Map<String, String> fields(String method, URI uri, Map<String, String> headers, String body) {
        Headers.Builder all = new Headers.Builder().add("host", host(uri));
        headers.forEach(all::add);
        Request request = new Request(
                method,
                uri.getRawPath().isEmpty() ? "/" : uri.getRawPath(),
                Optional.ofNullable(uri.getRawQuery()).orElse(""),
                all.build(),
                body.getBytes(StandardCharsets.UTF_8),
                URI.create(uri.getScheme() + "://" + host(uri)));
        Map<String, String> fields = new LinkedHashMap<>();
        signer.sign(request, env.now()).forEach((name, value) -> fields.put(wireName(name), value));
        return fields;
    }

    /** The host field as clients write it: without the scheme's own port. */
    static String host(URI uri) {
        int own = uri.getScheme().equals("https") || uri.getScheme().equals("wss") ? 443 : 80;
        return uri.getPort() < 0 || uri.getPort() == own ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    private static String wireName(String name) {
        return switch (name) {
            case "authorization" -> "Authorization";
            case "x-amz-date" -> "X-Amz-Date";
            case "x-amz-security-token" -> "X-Amz-Security-Token";
            default -> name;
        };
    }
}
