package io.gantry.node;

import io.gantry.agent.node.ImageCleanup;
import io.gantry.agent.node.PullBehaviour;
import io.gantry.settings.HostAndPort;
import io.gantry.settings.JoinToken;
import io.gantry.settings.Setting;
import io.gantry.settings.Settings;
import io.gantry.settings.SettingsException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the node was told.
 *
 * @param home the directory of this Gantry; the node's own state is in {@code node} below it
 * @param cluster name or ARN of the cluster to join
 * @param server the control plane; empty means the server of the same home
 * @param token the key to sign with; empty means the node key of the same home
 * @param dockerHost {@code unix:///...}, or empty for the usual place
 * @param listen where local questions are answered
 * @param taskEndpoint where containers ask about themselves; empty where they cannot
 * @param networkAddress where other hosts reach this one for the traffic between tasks
 * @param nameServers to which tasks' questions for names are passed on; none for the host's own
 * @param containerMetadata whether containers find a metadata file
 * @param sandboxPool how many sandboxes are kept ready at most
 * @param reservedMemory MiB kept from tasks
 * @param attributes custom attributes of the container instance, and its zone where one is configured
 */
public record NodeConfig(
        Path home,
        String cluster,
        Optional<URI> server,
        Optional<JoinToken> token,
        String region,
        String dockerHost,
        HostAndPort listen,
        Optional<HostAndPort> taskEndpoint,
        NetworkAddress networkAddress,
        List<HostAndPort> nameServers,
        boolean containerMetadata,
        int sandboxPool,
        int reservedMemory,
        List<String> reservedPorts,
        List<String> reservedUdpPorts,
        Map<String, String> attributes,
        PullBehaviour pullBehaviour,
        Duration cleanupWait,
        ImageCleanup.Rules imageCleanup,
        int taskPids) {
    private static final int HTTP = 80;
    private static final int DNS = 53;

    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
    private static final String ZONE = "ecs.availability-zone";
    private static final Duration LOCAL_CLEANUP = Duration.ofMinutes(10);
    private static final Duration AWS_CLEANUP = Duration.ofHours(3);
    /** The public agent's least interval; it ignores a shorter one, and we refuse it. */
    private static final Duration LEAST_IMAGE_INTERVAL = Duration.ofMinutes(10);

    public NodeConfig {
        nameServers = List.copyOf(nameServers);
        reservedPorts = List.copyOf(reservedPorts);
        reservedUdpPorts = List.copyOf(reservedUdpPorts);
        attributes = Map.copyOf(attributes);
    }

    /**
     * Reads the node's settings.
     *
     * @param environment for {@code DOCKER_HOST}
     * @throws SettingsException when one cannot be used
     */
    public static NodeConfig of(Settings settings, Map<String, String> environment) {
        boolean local = settings.localProfile();
        String docker = settings.optional(Setting.NODE_DOCKER_HOST)
                .orElseGet(() -> environment.getOrDefault("DOCKER_HOST", ""));
        return new NodeConfig(
                settings.home(),
                settings.text(Setting.NODE_CLUSTER),
                settings.optional(Setting.NODE_JOIN).map(NodeConfig::url),
                settings.optional(Setting.NODE_TOKEN).map(JoinToken::parse),
                settings.region(),
                docker,
                settings.address(Setting.NODE_LISTEN),
                taskEndpoint(settings),
                NetworkAddress.parse(settings.text(Setting.NODE_NETWORK_ADDRESS)),
                nameServers(settings.text(Setting.NODE_NAME_SERVERS)),
                flag(settings, Setting.NODE_CONTAINER_METADATA),
                settings.number(Setting.NODE_SANDBOX_POOL),
                settings.number(Setting.NODE_RESERVED_MEMORY),
                ports(settings, Setting.NODE_RESERVED_PORTS),
                ports(settings, Setting.NODE_RESERVED_PORTS_UDP),
                attributes(settings),
                settings.optional(Setting.NODE_IMAGE_PULL_BEHAVIOR)
                        .map(NodeConfig::behaviour)
                        .orElse(local ? PullBehaviour.PREFER_CACHED : PullBehaviour.DEFAULT),
                settings.optional(Setting.NODE_TASK_CLEANUP_WAIT)
                        .map(given -> settings.duration(Setting.NODE_TASK_CLEANUP_WAIT))
                        .orElse(local ? LOCAL_CLEANUP : AWS_CLEANUP),
                imageCleanup(settings),
                settings.number(Setting.NODE_TASK_PIDS_LIMIT));
    }

    private static ImageCleanup.Rules imageCleanup(Settings settings) {
        Duration interval = settings.duration(Setting.NODE_IMAGE_CLEANUP_INTERVAL);
        if (interval.compareTo(LEAST_IMAGE_INTERVAL) < 0) {
            throw new SettingsException(Setting.NODE_IMAGE_CLEANUP_INTERVAL.key() + " must be at least 10m.");
        }
        int count = settings.number(Setting.NODE_IMAGE_CLEANUP_COUNT);
        if (count < 1) {
            throw new SettingsException(Setting.NODE_IMAGE_CLEANUP_COUNT.key()
                    + " must be at least 1; to remove no images set node.image-cleanup to false.");
        }
        Duration age = settings.duration(Setting.NODE_IMAGE_CLEANUP_MINIMUM_AGE);
        return flag(settings, Setting.NODE_IMAGE_CLEANUP)
                ? new ImageCleanup.Rules(interval, age, count)
                : ImageCleanup.Rules.NEVER;
    }

    private static boolean flag(Settings settings, Setting setting) {
        return switch (settings.text(setting)) {
            case "true" -> true;
            case "false" -> false;
            case String other ->
                throw new SettingsException(setting.key() + " is \"" + other + "\", but it must be true or false.");
        };
    }

    /** The zone in which this host stands: as configured, else the region's first. */
    public String zone(String ofRegion) {
        return attributes.getOrDefault(ZONE, ofRegion + "a");
    }

    /** The task endpoint as containers are told of it; empty where there is none. */
    public String taskEndpointUrl() {
        return taskEndpoint
                .map(at -> "http://" + at.host() + (at.port() == HTTP ? "" : ":" + at.port()))
                .orElse("");
    }

    /** Where the node keeps its own. */
    public Path directory() {
        return home.resolve("node");
    }

    private static Optional<HostAndPort> taskEndpoint(Settings settings) {
        if (settings.text(Setting.NODE_TASK_ENDPOINT).equals("none")) {
            return Optional.empty();
        }
        HostAndPort at = settings.address(Setting.NODE_TASK_ENDPOINT);
        if (!at.host().matches("169\\.254\\.\\d{1,3}\\.\\d{1,3}") || at.port() == 0) {
            throw new SettingsException(Setting.NODE_TASK_ENDPOINT.key() + " is \"" + at
                    + "\", but it must be none, or an address of 169.254.0.0/16 with a port, for example"
                    + " 169.254.170.2:80.");
        }
        return Optional.of(at);
    }

    private static List<HostAndPort> nameServers(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(server -> !server.isEmpty())
                .map(server -> nameServer(server.contains(":") ? server : server + ":" + DNS))
                .toList();
    }

    private static HostAndPort nameServer(String text) {
        HostAndPort server = HostAndPort.parse(Setting.NODE_NAME_SERVERS, text);
        if (!IPV4.matcher(server.host()).matches() || server.port() == 0) {
            throw new SettingsException(Setting.NODE_NAME_SERVERS.key() + " has \"" + text
                    + "\", but each must be an IPv4 address, with a port if it is not 53, for example 10.0.0.2.");
        }
        return server;
    }

    private static URI url(String text) {
        if (!text.matches("https?://[^/?#\\s]+/?")) {
            throw new SettingsException("node.join is \"" + text
                    + "\", but it must be a URL without a path, for example http://10.0.0.5:4566.");
        }
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    private static List<String> ports(Settings settings, Setting setting) {
        List<String> ports = Arrays.stream(settings.text(setting).split(",", -1))
                .map(String::strip)
                .filter(port -> !port.isEmpty())
                .toList();
        for (String port : ports) {
            if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
                throw new SettingsException(setting.key() + " has \"" + port + "\", which is no port number.");
            }
        }
        return ports;
    }

    private static Map<String, String> attributes(Settings settings) {
        Map<String, String> attributes = pairs(settings.text(Setting.NODE_ATTRIBUTES));
        settings.optional(Setting.NODE_AVAILABILITY_ZONE).ifPresent(zone -> {
            if (!zone.matches("[a-z0-9-]{1,64}")) {
                throw new SettingsException(
                        "node.availability-zone is \"" + zone + "\", but it must be a zone's name such as us-east-1b.");
            }
            attributes.put(ZONE, zone);
        });
        return attributes;
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new TreeMap<>();
        for (String pair : text.split(",", -1)) {
            if (pair.isBlank()) {
                continue;
            }
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw new SettingsException(
                        "node.attributes has \"" + pair + "\", but each must be name=value, separated by commas.");
            }
            pairs.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return pairs;
    }

    private static PullBehaviour behaviour(String text) {
        return switch (text) {
            case "default" -> PullBehaviour.DEFAULT;
            case "always" -> PullBehaviour.ALWAYS;
            case "once" -> PullBehaviour.ONCE;
            case "prefer-cached" -> PullBehaviour.PREFER_CACHED;
            default ->
                throw new SettingsException("node.image-pull-behavior is \"" + text
                        + "\", but it must be default, always, once or prefer-cached.");
        };
    }
}
