package io.gantry.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every setting there is. What is not listed here is refused by name, wherever it was written. */
public enum Setting {
    /** The directory with everything Gantry keeps on this machine. Not for the file, which lies in it. */
    HOME("home", ""),
    /** Address and port of the API endpoint. */
    LISTEN("listen", "127.0.0.1:4566"),
    /** The URL under which callers reach the endpoint; empty means the one that {@link #LISTEN} makes. */
    ENDPOINT("endpoint", ""),
    /** The account that owns everything: twelve digits. */
    ACCOUNT_ID("account-id", "000000000000"),
    /** The region written into every ARN. */
    REGION("region", "us-east-1"),
    /** {@code local} or {@code aws}: which timing defaults to use. */
    PROFILE("profile", "local"),
    /** How long a host's agent may be disconnected until services replace their tasks there; {@code never} for ever. */
    REPLACE_AFTER("replace-after", "5m"),
    /** The root user's access key; empty means one made at random on first start. */
    ROOT_ACCESS_KEY_ID("root-access-key-id", ""),
    /** Its secret. */
    ROOT_SECRET_ACCESS_KEY("root-secret-access-key", ""),
    /** The cluster this host's container instance joins. */
    NODE_CLUSTER("node.cluster", "default"),
    /** URL of the server that this host joins; empty means the server of the same home. */
    NODE_JOIN("node.join", ""),
    /** The token that {@code gantry env --join} prints on the server's machine; empty means the keys in the home. */
    NODE_TOKEN("node.token", ""),
    /** The container engine's address; empty means {@code DOCKER_HOST}, else the engine's own default. */
    NODE_DOCKER_HOST("node.docker-host", ""),
    /** The address and port on which the node answers local questions (logs, introspection); port 0 is any free one. */
    NODE_LISTEN("node.listen", "127.0.0.1:0"),
    /** Where containers ask about themselves: an address of this host alone, or {@code none}. */
    NODE_TASK_ENDPOINT("node.task-endpoint", "169.254.170.2:80"),
    /**
     * Where other hosts reach this one for the traffic between tasks: an IPv4 address of this host, with a UDP port if it is not
     * 4789; {@code none} for nowhere; empty means the address from which it reaches the server.
     */
    NODE_NETWORK_ADDRESS("node.network-address", ""),
    /**
     * The name servers to which the resolver of VPCs passes on what it does not know: IPv4 addresses, with a port if it is not 53, separated by
     * commas; empty means those of the host.
     */
    NODE_NAME_SERVERS("node.name-servers", ""),
    /** How many sandboxes of tasks with networks of their own are kept ready at most; 0 for none. */
    NODE_SANDBOX_POOL("node.sandbox-pool", "4"),
    /** Whether containers find a metadata file: {@code true} or {@code false}. AWS's agent calls it ECS_ENABLE_CONTAINER_METADATA. */
    NODE_CONTAINER_METADATA("node.container-metadata", "false"),
    /** Memory kept from tasks, in MiB. */
    NODE_RESERVED_MEMORY("node.reserved-memory", "0"),
    /** TCP ports never given to tasks, separated by commas. */
    NODE_RESERVED_PORTS("node.reserved-ports", "22,2375,2376,51678,51679"),
    /** UDP ports never given to tasks, separated by commas. */
    NODE_RESERVED_PORTS_UDP("node.reserved-ports-udp", ""),
    /** Where the host stands: its attribute {@code ecs.availability-zone}; empty means the region's first zone. */
    NODE_AVAILABILITY_ZONE("node.availability-zone", ""),
    /** Custom attributes of the container instance, {@code name=value} separated by commas. */
    NODE_ATTRIBUTES("node.attributes", ""),
    /** {@code default}, {@code always}, {@code once} or {@code prefer-cached}; empty means what the profile says. */
    NODE_IMAGE_PULL_BEHAVIOR("node.image-pull-behavior", ""),
    /** How long a stopped task's containers are kept, for example {@code 10m} or {@code 3h}; empty: by the profile. */
    NODE_TASK_CLEANUP_WAIT("node.task-cleanup-wait", ""),
    /** Whether images that the node pulled and nobody uses are removed: {@code true} or {@code false}. */
    NODE_IMAGE_CLEANUP("node.image-cleanup", "true"),
    /** How often images are removed, at least {@code 10m}. */
    NODE_IMAGE_CLEANUP_INTERVAL("node.image-cleanup-interval", "30m"),
    /** How long after its pull an image is kept at least. */
    NODE_IMAGE_CLEANUP_MINIMUM_AGE("node.image-cleanup-minimum-age", "1h"),
    /** How many images are removed at once at most. */
    NODE_IMAGE_CLEANUP_COUNT("node.image-cleanup-count", "5"),
    /** How many processes a task may have, all containers together; 0 means no limit. */
    NODE_TASK_PIDS_LIMIT("node.task-pids-limit", "0");

    private final String key;
    private final String preset;

    Setting(String key, String preset) {
        this.key = key;
        this.preset = preset;
    }

    /** The name in the file, for example {@code node.cluster}. */
    public String key() {
        return key;
    }

    /** The value without any configuration; empty when there is none. */
    public String preset() {
        return preset;
    }

    /** The flag, for example {@code --node-cluster}. */
    public String flag() {
        return "--" + key.replace('.', '-');
    }

    /** The environment variable, for example {@code GANTRY_NODE_CLUSTER}. */
    public String variable() {
        return "GANTRY_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    static Optional<Setting> byKey(String key) {
        return Arrays.stream(values()).filter(s -> s.key.equals(key)).findFirst();
    }

    static Optional<Setting> byFlag(String flag) {
        return Arrays.stream(values()).filter(s -> s.flag().equals(flag)).findFirst();
    }

    static Optional<Setting> byVariable(String variable) {
        return Arrays.stream(values())
                .filter(s -> s.variable().equals(variable))
                .findFirst();
    }
}
