package io.gantry.agent.node.port;

import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container engine. Calls block until the engine has answered and may be made from many virtual threads at once. Every
 * call can be repeated: creating what exists answers what exists, starting what runs and removing what is gone do nothing.
 *
 * <p>Container and host configuration are in the Docker Engine API's JSON, because the agent protocol itself carries them
 * so (agent-protocol.md 11.1).
 *
 * <p>Every call may throw {@link RuntimeFailure} with the engine's own words.
 */
public interface ContainerRuntime extends AutoCloseable {
    /** What engine this is and what it can do. */
    Engine engine();

    /** The image that {@code reference} names on this host, if it is here. */
    Optional<Image> image(String reference);

    /** The digest ({@code sha256:...}) that the registry holds for {@code reference}, without pulling it. */
    String remoteDigest(String reference, Optional<RegistryLogin> login);

    /** Pulls {@code reference}, ends when it is here. */
    Image pull(String reference, Optional<RegistryLogin> login);

    /** Gives an image that is here another name. */
    void tag(String imageId, String reference);

    /**
     * Takes in the images of an archive, as the Docker Engine API's "import images" call does; what is here already stays as it
     * is.
     */
    void load(byte[] archive);

    /** Every image on this host. */
    List<Image> images();

    /** Removes a name of an image, and the image with its last name. Nothing happens when a container uses it. */
    void removeImage(String reference);

    /**
     * Creates a container named {@link ContainerSpec#name()} without starting it.
     *
     * @return the engine's id (64 hexadecimal characters): of the new container, or of the one that has this name already
     */
    String create(ContainerSpec spec);

    /**
     * Creates as {@link #create} does, and looks as {@link #image} does at the image that it is made of. An engine that
     * answers several callers is asked both at once, since a start waits for both.
     *
     * @param image the image's name as the specification has it
     */
    default Created createFrom(ContainerSpec spec, String image) {
        return new Created(create(spec), image(image));
    }

    /**
     * Starts a created or stopped container. When that fails the container stays {@link State#CREATED} (or
     * {@link State#EXITED}) and {@link Container#error()} keeps the engine's words.
     */
    void start(String containerId);

    /**
     * Sends the container's stop signal, waits {@code grace} (rounded up to whole seconds), then kills it. Ends when it has
     * stopped; does nothing when it does not run.
     */
    void stop(String containerId, Duration grace);

    /** Removes a container with its anonymous volumes, killing it if it still runs. */
    void remove(String containerId);

    /** The container with this id or name. */
    Optional<Container> container(String idOrName);

    /** Every container, running or not, that carries all these labels. */
    List<Container> containers(Map<String, String> labels);

    /**
     * Calls {@code listener} for each change of a container from now on, until closed. When the engine's stream breaks it
     * is opened again and {@link EventListener#gap()} is called: the listener must look at everything once more. Events of
     * the second before a stream was opened may come again. Returns although the engine is away; the gap then tells when
     * it is back.
     */
    AutoCloseable listen(EventListener listener);

    /**
     * Copies a container's output, both streams in the order in which the engine has them; with {@code follow} until the container ends or
     * {@code out} throws (an {@link java.io.UncheckedIOException} then carries what it threw).
     */
    void logs(String containerId, LogRequest request, OutputStream out);

    /**
     * The engine's statistics object of one container, one sample (without {@code precpu_stats}), in the Docker Engine
     * API's JSON; empty when it does not run.
     */
    Optional<byte[]> stats(String containerId);

    /** Creates a volume unless one of this name is there. */
    void createVolume(VolumeSpec spec);

    /** The volume of this name. */
    Optional<VolumeSpec> volume(String name);

    /** Every volume that carries all these labels. */
    List<VolumeSpec> volumes(Map<String, String> labels);

    /** Removes a volume; does nothing when it is gone. */
    void removeVolume(String name);

    @Override
    void close();

    /**
     * An engine.
     *
     * @param version for example {@code 20.10.24}
     * @param apiVersion the newest API version it speaks, for example {@code 1.41}
     * @param minApiVersion the oldest
     * @param logDrivers names of its log drivers
     * @param volumePlugins names of its volume plugins; {@code local} is always there
     * @param cgroupVersion 1 or 2
     * @param cgroupDriver {@code cgroupfs} or {@code systemd}
     * @param rootDirectory where it keeps its data
     */
    record Engine(
            String version,
            String apiVersion,
            String minApiVersion,
            List<String> logDrivers,
            List<String> volumePlugins,
            int cgroupVersion,
            String cgroupDriver,
            String rootDirectory) {}

    /**
     * An image on this host.
     *
     * @param id {@code sha256:...} of its configuration
     * @param names references by tag
     * @param digests references by digest, {@code repository@sha256:...}
     * @param stopSignal what the image says, for example {@code SIGQUIT}
     * @param sizeBytes its size, shared layers included
     */
    record Image(
            String id,
            List<String> names,
            List<String> digests,
            Optional<String> stopSignal,
            long sizeBytes,
            Instant createdAt) {}

    /** A user name and password for one registry. */
    record RegistryLogin(String user, String password, String serverAddress) {}

    /**
     * A container to create.
     *
     * @param name the engine's name for it; deterministic, so that a repeated create finds the first one
     * @param body the JSON of the Docker Engine API's "create a container" call, {@code Image} and {@code HostConfig}
     *     included
     */
    record ContainerSpec(String name, String body) {}

    /** A container that was created: the engine's id for it, and its image, unless that has lost its name meanwhile. */
    record Created(String id, Optional<Image> image) {}

    /** What a container does. */
    enum State {
        CREATED,
        RUNNING,
        PAUSED,
        RESTARTING,
        EXITED,
        DEAD
    }

    /**
     * A container as the engine describes it.
     *
     * @param id 64 hexadecimal characters
     * @param name without a leading slash
     * @param imageId {@code sha256:...}
     * @param exitCode there once it has exited
     * @param oomKilled whether the kernel killed it for its memory
     * @param error the engine's words why it did not start, else empty
     * @param health {@code starting}, {@code healthy} or {@code unhealthy}; empty without a health check
     * @param healthOutput what the last check printed
     * @param pid the process id of its first process on the host, 0 when it does not run
     * @param ports published ports; of a container that was never started, those that it asks for
     * @param networkAddresses its IPv4 addresses by network
     */
    record Container(
            String id,
            String name,
            String imageId,
            Map<String, String> labels,
            State state,
            Optional<Integer> exitCode,
            boolean oomKilled,
            String error,
            Optional<String> health,
            Optional<String> healthOutput,
            int pid,
            Optional<Instant> createdAt,
            Optional<Instant> startedAt,
            Optional<Instant> finishedAt,
            List<Port> ports,
            Map<String, String> networkAddresses,
            List<Mount> mounts) {}

    /**
     * A published port.
     *
     * @param protocol {@code tcp} or {@code udp}
     */
    record Port(int containerPort, String protocol, String hostIp, int hostPort) {}

    /** A mount: the engine's volume name (empty for a bind), where it lies on the host and in the container. */
    record Mount(String volumeName, String source, String destination) {}

    /** A named volume. */
    record VolumeSpec(String name, String driver, Map<String, String> driverOptions, Map<String, String> labels) {}

    /**
     * Which output to copy.
     *
     * @param since only what was written at or after this moment
     * @param tail only the last so many lines
     */
    record LogRequest(boolean follow, boolean timestamps, Optional<Instant> since, Optional<Integer> tail) {}

    /** Hears of changes, on the runtime's own thread: it must not block. */
    interface EventListener {
        /**
         * Something happened to a container.
         *
         * @param labels the container's labels and the engine's own attributes ({@code name}, {@code image},
         *     {@code exitCode})
         * @param action the engine's word: {@code create}, {@code start}, {@code die}, {@code oom}, {@code destroy},
         *     {@code health_status: healthy} ...
         */
        void changed(String containerId, Map<String, String> labels, String action);

        /** Events may have been lost: look at everything again. */
        void gap();
    }

    /** The engine refused or could not be reached. */
    final class RuntimeFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Kind kind;
        private final String words;

        public RuntimeFailure(Kind kind, String message) {
            super(message);
            this.kind = kind;
            this.words = message;
        }

        public RuntimeFailure(Kind kind, String message, Throwable cause) {
            super(message, cause);
            this.kind = kind;
            this.words = message;
        }

        /**
         * What to show people: the engine's own answer begins with {@code Error response from daemon: }, as Docker's
         * client and ECS's reasons write it.
         */
        @Override
        public String getMessage() {
            return words;
        }

        /** What sort of failure. */
        public Kind kind() {
            return kind;
        }

        /** Sorts of failures. */
        public enum Kind {
            /** The engine answers that this does not exist. */
            NOT_FOUND,
            /** The engine refuses: bad input, a taken port, a missing command. Its own words are the message. */
            REFUSED,
            /** The engine failed by itself (5xx). */
            ENGINE,
            /** The engine cannot be reached, or did not answer in time: it is not known what happened. */
            UNREACHABLE
        }
    }
}
