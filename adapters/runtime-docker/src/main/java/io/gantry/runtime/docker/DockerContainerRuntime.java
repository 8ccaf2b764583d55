package io.gantry.runtime.docker;

import io.gantry.agent.node.port.ContainerRuntime;
import io.gantry.base.Env;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import tools.jackson.databind.JsonNode;

/**
 * Docker 20.10 or newer (or what speaks its API) behind a unix socket. Safe for any number of threads, virtual ones too.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/">Docker Engine API</a>
 */
public final class DockerContainerRuntime implements ContainerRuntime {
    private final EngineClient client;
    private final Timeouts timeouts;
    private final Env.Faults faults;
    private final Containers containers;
    private final Images images;
    private final Set<EventFeed> feeds = ConcurrentHashMap.newKeySet();

    /**
     * Connects at the first call.
     *
     * @param socket where the engine listens, for example {@code /var/run/docker.sock}
     * @param faults told when an event listener throws
     */
    public DockerContainerRuntime(Path socket, Timeouts timeouts, Env.Faults faults) {
        this.client = new EngineClient(socket);
        this.timeouts = timeouts;
        this.faults = faults;
        this.containers = new Containers(client, timeouts);
        this.images = new Images(client, timeouts);
    }

    /**
     * The socket that {@code DOCKER_HOST} names.
     *
     * @param dockerHost {@code unix:///path}, or empty for the usual place
     * @throws IllegalArgumentException for another kind of address
     */
    public static Path socket(String dockerHost) {
        if (dockerHost.isEmpty()) {
            return Path.of("/var/run/docker.sock");
        }
        if (!dockerHost.startsWith("unix:///")) {
            throw new IllegalArgumentException(
                    "DOCKER_HOST must be unix:///path/to/docker.sock; \"" + dockerHost + "\" is not supported.");
        }
        return Path.of(dockerHost.substring("unix://".length()));
    }

    @Override
    public Engine engine() {
        JsonNode version =
                client.call(Request.get("/version", timeouts.look())).orThrow().json();
        JsonNode info =
                client.call(Request.get("/info", timeouts.look())).orThrow().json();
        return Shapes.engine(version, info);
    }

    @Override
    public Optional<Image> image(String reference) {
        return images.image(reference);
    }

    @Override
    public String remoteDigest(String reference, Optional<RegistryLogin> login) {
        return images.remoteDigest(reference, login);
    }

    @Override
    public Image pull(String reference, Optional<RegistryLogin> login) {
        return images.pull(reference, login);
    }

    @Override
    public void load(byte[] archive) {
        images.load(archive);
    }

    @Override
    public void tag(String imageId, String reference) {
        images.tag(imageId, reference);
    }

    @Override
    public List<Image> images() {
        return images.images();
    }

    @Override
    public void removeImage(String reference) {
        images.remove(reference);
    }

    @Override
    public String create(ContainerSpec spec) {
        return containers.create(spec);
    }

    @Override
    public Created createFrom(ContainerSpec spec, String image) {
        FutureTask<Optional<Image>> look = new FutureTask<>(() -> images.image(image));
        Thread _ = Thread.ofVirtual().name("image").start(look);
        String id = containers.create(spec);
        try {
            return new Created(id, look.get());
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeFailure failure
                    ? failure
                    : new IllegalStateException("looking at image " + image, failed.getCause());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new RuntimeFailure(RuntimeFailure.Kind.UNREACHABLE, "interrupted while looking at image " + image);
        }
    }

    @Override
    public void start(String containerId) {
        containers.start(containerId);
    }

    @Override
    public void stop(String containerId, Duration grace) {
        containers.stop(containerId, grace);
    }

    @Override
    public void remove(String containerId) {
        containers.remove(containerId);
    }

    @Override
    public Optional<Container> container(String idOrName) {
        return containers.container(idOrName);
    }

    @Override
    public List<Container> containers(Map<String, String> labels) {
        return containers.containers(labels);
    }

    @Override
    public AutoCloseable listen(EventListener listener) {
        var feed = new EventFeed(client, timeouts, listener, faults);
        feeds.add(feed);
        feed.start();
        return () -> {
            feeds.remove(feed);
            feed.close();
        };
    }

    @Override
    public void logs(String containerId, LogRequest request, OutputStream out) {
        containers.logs(containerId, request, out);
    }

    @Override
    public Optional<byte[]> stats(String containerId) {
        return containers.stats(containerId);
    }

    @Override
    public void createVolume(VolumeSpec spec) {
        client.call(Request.post("/volumes/create", Shapes.volumeBody(spec), timeouts.create()))
                .orThrow();
    }

    @Override
    public Optional<VolumeSpec> volume(String name) {
        Answer answer = client.call(Request.get("/volumes/" + Request.escape(name), timeouts.look()));
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(Shapes.volume(answer.orThrow().json()));
    }

    @Override
    public List<VolumeSpec> volumes(Map<String, String> labels) {
        var parameters = new TreeMap<>(Map.of("filters", Shapes.labelFilter(labels)));
        var volumes = new ArrayList<VolumeSpec>();
        Shapes.at(
                        client.call(Request.get("/volumes" + Request.query(parameters), timeouts.look()))
                                .orThrow()
                                .json(),
                        "Volumes")
                .forEach(node -> volumes.add(Shapes.volume(node)));
        return List.copyOf(volumes);
    }

    @Override
    public void removeVolume(String name) {
        Answer answer = client.call(Request.delete("/volumes/" + Request.escape(name), timeouts.remove()));
        if (answer.status() != 404) {
            answer.orThrow();
        }
    }

    @Override
    public void close() {
        feeds.forEach(EventFeed::close);
        client.close();
    }
}
