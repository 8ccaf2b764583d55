package io.gantry.runtime.docker;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One call of the engine's API.
 *
 * @param path without the version, for example {@code /containers/json?all=1}
 * @param body what is sent with it
 * @param registryAuth the value of {@code X-Registry-Auth}
 * @param timeout until the whole answer is here; for a stream, until it begins
 */
record Request(String method, String path, Content body, Optional<String> registryAuth, Duration timeout) {
    static Request get(String path, Duration timeout) {
        return new Request("GET", path, Content.NONE, Optional.empty(), timeout);
    }

    static Request post(String path, String body, Duration timeout) {
        return post(path, Content.json(body), timeout);
    }

    static Request post(String path, Content body, Duration timeout) {
        return new Request("POST", path, body, Optional.empty(), timeout);
    }

    static Request delete(String path, Duration timeout) {
        return new Request("DELETE", path, Content.NONE, Optional.empty(), timeout);
    }

    Request withRegistryAuth(Optional<String> json) {
        return new Request(
                method,
                path,
                body,
                json.map(text -> Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))),
                timeout);
    }

    /** Escapes one segment or value of a path. */
    static String escape(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Escapes an image reference, whose slashes are part of the path. */
    static String escapeReference(String reference) {
        return escape(reference).replace("%2F", "/");
    }

    /** A query string of these parameters. */
    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + escape(parameter.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    }

    /** For messages: without the query, which can be long. */
    String describe() {
        int question = path.indexOf('?');
        return method + " " + (question < 0 ? path : path.substring(0, question));
    }

    byte[] encode(String versionPrefix) {
        byte[] content = body.bytes();
        var head = new StringBuilder(256)
                .append(method)
                .append(' ')
                .append(versionPrefix)
                .append(path)
                .append(" HTTP/1.1\r\nHost: docker\r\nUser-Agent: gantry\r\n");
        registryAuth.ifPresent(
                auth -> head.append("X-Registry-Auth: ").append(auth).append("\r\n"));
        if (content.length > 0) {
            head.append("Content-Type: ").append(body.type()).append("\r\n");
        }
        head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[start.length + content.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        return all;
    }
}
