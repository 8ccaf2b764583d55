package io.gantry.kit.agent;

import io.gantry.agent.node.port.ContainerRuntime;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;
import io.gantry.base.Env;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A container engine in virtual time: same seed, same history. It knows the images it was given and how their programs
 * behave, survives the node that uses it, and can be slow, fail, hang, go away and come back. For one thread at a time.
 *
 * <p>A call that takes time hands that time to {@code pass}, which must let it pass (and so run timers): in a test usually
 * {@code clock::advance}.
 */
public final class FakeContainerRuntime implements ContainerRuntime {
    private final Env env;
    private final Consumer<Duration> pass;
    private final FakeEvents events;
    private final FakeEngine engine;
    private final FakeFaults faults = new FakeFaults();
    private final FakeRegistry registry;
    private final FakeImages images;
    private final Map<String, VolumeSpec> volumes = new LinkedHashMap<>();
    private boolean away;

    /** An engine with a registry of its own. */
    public FakeContainerRuntime(Env env, Consumer<Duration> pass) {
        this(env, pass, new FakeRegistry(env));
    }

    public FakeContainerRuntime(Env env, Consumer<Duration> pass, FakeRegistry registry) {
        this.env = env;
        this.registry = registry;
        this.pass = pass;
        this.events = new FakeEvents(env);
        this.engine = new FakeEngine(env, events);
        this.images = new FakeImages(registry);
    }

    /** Puts an image on this host and, so that it can be pulled again, in the registry. */
    public void addImage(String reference, Behaviour behaviour) {
        registry.publish(reference, behaviour);
        images.pull(reference);
    }

    /** Puts an image in the registry only. One that had its tag before is found by its digest from now on. */
    public void publishImage(String reference, Behaviour behaviour) {
        registry.publish(reference, behaviour);
    }

    /** What shall go wrong with calls. */
    public FakeFaults faults() {
        return faults;
    }

    /** Delivers events this long after they happen. */
    public void eventDelay(Duration delay) {
        events.delay(delay);
    }

    /** Delivers events inside the call that causes them, before it returns. */
    public void eventsBeforeResponses(boolean before) {
        events.beforeResponses(before);
    }

    /** Loses every event until {@link #restoreEvents()}. */
    public void loseEvents() {
        events.lose();
    }

    /** Mends the event stream and tells listeners of the gap. */
    public void restoreEvents() {
        events.restore();
    }

    /**
     * The engine stops: every call fails until it is back.
     *
     * @param liveRestore whether containers go on running; otherwise they end, as at a stop
     */
    public void goAway(boolean liveRestore) {
        events.lose();
        away = true;
        if (!liveRestore) {
            for (FakeContainer container : engine.all()) {
                engine.exit(container, container.behaviour.ignoresTerm() ? 137 : container.behaviour.termExitCode());
            }
        }
    }

    /** The engine is back. */
    public void comeBack() {
        away = false;
        events.restore();
    }

    /** A container's program ends, for example because somebody killed it. */
    public void exit(String containerId, int exitCode) {
        engine.exit(engine.get(containerId), exitCode);
    }

    /** Every container as it is, whatever calls are answered. */
    public List<Container> everything() {
        return engine.all().stream().map(FakeContainer::describe).toList();
    }

    /** A number that grows with everything that happens to a container. */
    public long happenings() {
        return events.told();
    }

    /** Tells {@code watcher} of each running container that a caller is about to stop or remove. */
    public void watchEndings(Consumer<Container> watcher) {
        engine.watchEndings(watcher);
    }

    private <T> T call(String name, Supplier<T> action) {
        if (away) {
            throw new RuntimeFailure(
                    Kind.UNREACHABLE,
                    "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?");
        }
        Optional<Fault> fault = faults.take(name);
        if (fault.isEmpty()) {
            return action.get();
        }
        return switch (fault.get()) {
            case Fault.Slow(Duration delay) -> {
                pass.accept(delay);
                yield action.get();
            }
            case Fault.Fails(String message) -> throw FakeEngine.daemon(Kind.ENGINE, message);
            case Fault.Hangs(Duration timeout, boolean done) -> {
                if (done) {
                    T _ = action.get();
                }
                pass.accept(timeout);
                throw new RuntimeFailure(
                        Kind.UNREACHABLE,
                        "The container engine did not answer " + name + " within " + timeout.toSeconds() + "s.");
            }
        };
    }

    private void run(String name, Runnable action) {
        boolean _ = call(name, () -> {
            action.run();
            return true;
        });
    }

    @Override
    public Engine engine() {
        return call(
                "engine",
                () -> new Engine(
                        "20.10.24",
                        "1.41",
                        "1.12",
                        List.of("awslogs", "json-file", "local", "none"),
                        List.of("local"),
                        1,
                        "cgroupfs",
                        "/var/lib/docker"));
    }

    @Override
    public Optional<Image> image(String reference) {
        return call("image", () -> images.find(reference).map(FakeImages.Held::image));
    }

    @Override
    public String remoteDigest(String reference, Optional<RegistryLogin> login) {
        return call("remoteDigest", () -> registry.digest(reference));
    }

    @Override
    public Image pull(String reference, Optional<RegistryLogin> login) {
        return call("pull", () -> images.pull(reference));
    }

    /** An archive's images are programs that wait for their stop signal, as sandboxes do. */
    @Override
    public void load(byte[] archive) {
        run("load", () -> FakeArchive.names(archive).forEach(name -> images.load(env, name)));
    }

    @Override
    public void tag(String imageId, String reference) {
        run("tag", () -> images.tag(imageId, reference));
    }

    @Override
    public List<Image> images() {
        return call("images", images::here);
    }

    @Override
    public void removeImage(String reference) {
        run(
                "removeImage",
                () -> images.remove(
                        reference, id -> engine.all().stream().anyMatch(container -> container.imageId.equals(id))));
    }

    @Override
    public String create(ContainerSpec spec) {
        return call("create", () -> {
            Optional<FakeContainer> existing = engine.find(spec.name());
            if (existing.isPresent()) {
                return existing.get().id;
            }
            String reference = FakeContainer.image(spec.body());
            FakeImages.Held image = images.here(reference);
            return engine.create(spec, image.image().id(), image.behaviour()).id;
        });
    }

    @Override
    public void start(String containerId) {
        run("start", () -> engine.start(engine.get(containerId)));
    }

    @Override
    public void stop(String containerId, Duration grace) {
        run("stop", () -> {
            FakeContainer container = engine.get(containerId);
            engine.ending(container);
            if (container.running() && container.behaviour.ignoresTerm()) {
                pass.accept(grace);
                engine.exit(container, 137);
            } else {
                engine.exit(container, container.behaviour.termExitCode());
            }
        });
    }

    @Override
    public void remove(String containerId) {
        run("remove", () -> engine.find(containerId).ifPresent(engine::remove));
    }

    @Override
    public Optional<Container> container(String idOrName) {
        return call("container", () -> engine.find(idOrName).map(FakeContainer::describe));
    }

    @Override
    public List<Container> containers(Map<String, String> labels) {
        return call(
                "containers",
                () -> engine.all().stream()
                        .filter(container -> container.labels.entrySet().containsAll(labels.entrySet()))
                        .map(FakeContainer::describe)
                        .toList());
    }

    @Override
    public AutoCloseable listen(EventListener listener) {
        events.add(listener);
        return () -> events.remove(listener);
    }

    @Override
    public void logs(String containerId, LogRequest request, OutputStream out) {
        run("logs", () -> {
            FakeContainer container = engine.get(containerId);
            while (request.follow() && container.running()) {
                pass.accept(Duration.ofMillis(100));
            }
            List<String> lines = container.output.toString().lines().toList();
            int first = Math.max(0, lines.size() - request.tail().orElse(lines.size()));
            for (String line : lines.subList(first, lines.size())) {
                write(out, line + "\n");
            }
        });
    }

    private static void write(OutputStream out, String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<byte[]> stats(String containerId) {
        return call(
                "stats",
                () -> engine.find(containerId)
                        .filter(FakeContainer::running)
                        .map(container -> FakeStats.of(container, env.now())));
    }

    @Override
    public void createVolume(VolumeSpec spec) {
        run("createVolume", () -> volumes.putIfAbsent(spec.name(), spec));
    }

    @Override
    public Optional<VolumeSpec> volume(String name) {
        return call("volume", () -> Optional.ofNullable(volumes.get(name)));
    }

    @Override
    public List<VolumeSpec> volumes(Map<String, String> labels) {
        return call(
                "volumes",
                () -> volumes.values().stream()
                        .filter(volume -> volume.labels().entrySet().containsAll(labels.entrySet()))
                        .toList());
    }

    @Override
    public void removeVolume(String name) {
        run("removeVolume", () -> volumes.remove(name));
    }

    /** Does nothing: the engine outlives its clients. */
    @Override
    public void close() {}
}
