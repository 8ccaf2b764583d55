package io.gantry.agent.protocol;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an agent says of itself in the query of its websocket URLs (agent-protocol.md 5.1 and 9.1). The two channels use
 * different keys for the same things.
 *
 * @param cluster name or ARN
 * @param dockerVersion bare, for example {@code 20.10.24}
 * @param protocolVersion {@code 2}: the agent acknowledges heartbeats; empty on TCS
 * @param sendCredentials ACS only: push the credentials of all running tasks
 * @param seqNum ACS only, {@code 1}
 */
public record SessionQuery(
        String cluster,
        String containerInstance,
        String agentVersion,
        String agentHash,
        String dockerVersion,
        String protocolVersion,
        boolean sendCredentials,
        String seqNum) {
    private static final String DOCKER_PREFIX = "DockerVersion: ";

    /** Agent: the ACS websocket's URL under a discovered endpoint. */
    public URI acs(String endpoint) {
        Map<String, String> keys = new TreeMap<>();
        keys.put("agentHash", agentHash);
        keys.put("agentVersion", agentVersion);
        keys.put("clusterArn", cluster);
        keys.put("containerInstanceArn", containerInstance);
        keys.put("dockerVersion", DOCKER_PREFIX + dockerVersion);
        keys.put("protocolVersion", protocolVersion);
        keys.put("sendCredentials", Boolean.toString(sendCredentials));
        keys.put("seqNum", seqNum);
        return url(endpoint, keys);
    }

    /** Agent: the TCS websocket's URL under a discovered endpoint. */
    public URI tcs(String telemetryEndpoint) {
        Map<String, String> keys = new TreeMap<>();
        keys.put("agentHash", agentHash);
        keys.put("agentVersion", agentVersion);
        keys.put("cluster", cluster);
        keys.put("containerInstance", containerInstance);
        keys.put("dockerVersion", dockerVersion);
        return url(telemetryEndpoint, keys);
    }

    /** Control plane: reads either channel's query. Keys that are absent are empty. */
    public static SessionQuery parse(String rawQuery) {
        Map<String, String> keys = new TreeMap<>();
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                keys.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        String docker = keys.getOrDefault("dockerVersion", "");
        return new SessionQuery(
                Optional.ofNullable(keys.get("clusterArn")).orElse(keys.getOrDefault("cluster", "")),
                Optional.ofNullable(keys.get("containerInstanceArn"))
                        .orElse(keys.getOrDefault("containerInstance", "")),
                keys.getOrDefault("agentVersion", ""),
                keys.getOrDefault("agentHash", ""),
                docker.startsWith(DOCKER_PREFIX) ? docker.substring(DOCKER_PREFIX.length()) : docker,
                keys.getOrDefault("protocolVersion", ""),
                Boolean.parseBoolean(keys.getOrDefault("sendCredentials", "false")),
                keys.getOrDefault("seqNum", ""));
    }

    /** {@code http} becomes {@code ws}, {@code https} becomes {@code wss}; {@code ws} follows exactly one slash (2.2). */
    private static URI url(String endpoint, Map<String, String> keys) {
        URI base = URI.create(endpoint);
        String scheme = String.valueOf(base.getScheme());
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("an endpoint is http or https, not " + endpoint);
        }
        String rest = endpoint.substring(scheme.length());
        String query = keys.entrySet().stream()
                .map(key -> encode(key.getKey()) + "=" + encode(key.getValue()))
                .collect(Collectors.joining("&"));
        return URI.create(
                (scheme.equals("http") ? "ws" : "wss") + rest + (rest.endsWith("/") ? "" : "/") + "ws?" + query);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
