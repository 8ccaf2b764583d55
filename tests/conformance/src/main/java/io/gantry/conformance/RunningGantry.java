package io.gantry.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A server and a node in processes of their own, with a home, a port and an account of their own: the account is in every
 * ARN, so what they made on the container engine can be told from everything else.
 */
public final class RunningGantry implements AutoCloseable {
    /** The cluster the node joins. */
    public static final String CLUSTER = "default";

    /** The region in every ARN. */
    public static final String REGION = "us-east-1";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String TASK_LABEL = "com.amazonaws.ecs.task-arn";

    private final Path home;
    private final String account;
    private final int port;
    private final RootKey key;
    private final String dockerHost;
    private EcsCalls calls;
    private String address = "127.0.0.1";
    private List<String> serverFlags = List.of();
    private Optional<Path> caches = Optional.empty();
    private Optional<Process> server = Optional.empty();
    private Optional<Process> node = Optional.empty();

    private RunningGantry(Path home, String dockerHost) {
        this.home = home.toAbsolutePath().normalize();
        this.dockerHost = dockerHost;
        this.port = freePort();
        this.account = Long.toString(ThreadLocalRandom.current().nextLong(100_000_000_000L, 1_000_000_000_000L));
        this.key = new RootKey(
                "AKIAGANTRYTESTSROOT1",
                "s".repeat(30) + ThreadLocalRandom.current().nextInt(1 << 30, Integer.MAX_VALUE));
        this.calls = new EcsCalls(endpoint(), key, REGION);
    }

    /**
     * A Gantry that has not been started.
     *
     * @param home an empty directory
     * @param dockerHost address of the engine the node drives; empty for the machine's own
     */
    public static RunningGantry in(Path home, String dockerHost) {
        return new RunningGantry(home, dockerHost);
    }

    /**
     * Starts processes with ahead-of-time caches in this directory: the first ones that are stopped and not killed make
     * them. For tests that start processes often.
     */
    public RunningGantry cached(Path directory) {
        caches = Optional.of(directory);
        return this;
    }

    /**
     * Lets the server listen elsewhere than on the loopback address.
     *
     * @param local one of this machine's addresses
     */
    public RunningGantry at(String local) {
        address = local;
        calls = new EcsCalls(endpoint(), key, REGION);
        return this;
    }

    /** Gives the server these flags beside those that every server of a test has. */
    public RunningGantry with(String... more) {
        serverFlags = List.of(more);
        return this;
    }

    /** Starts a server and a node, and waits until the node can be given tasks. */
    public static RunningGantry start(Path home) {
        RunningGantry gantry = in(home, "");
        try {
            gantry.startServer();
            gantry.startNode();
            gantry.awaitNode();
            return gantry;
        } catch (RuntimeException | AssertionError failed) {
            gantry.close();
            throw failed;
        }
    }

    /** The URL of the API. */
    public URI endpoint() {
        return URI.create("http://" + address + ":" + port);
    }

    /** The account in every ARN: twelve digits. */
    public String account() {
        return account;
    }

    /** The root key. */
    public RootKey key() {
        return key;
    }

    /** Its calls. */
    public EcsCalls calls() {
        return calls;
    }

    /** Its home. */
    public Path home() {
        return home;
    }

    /** What the AWS tools need in their environment. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL",
                endpoint().toString(),
                "AWS_ACCESS_KEY_ID",
                key.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY",
                key.secretAccessKey(),
                "AWS_DEFAULT_REGION",
                REGION,
                "AWS_REGION",
                REGION,
                "AWS_PAGER",
                "",
                "AWS_MAX_ATTEMPTS",
                "2",
                "AWS_EC2_METADATA_DISABLED",
                "true",
                "AWS_CONFIG_FILE",
                "/dev/null",
                "AWS_SHARED_CREDENTIALS_FILE",
                "/dev/null");
    }

    /** Starts the server process and waits for its first answer. */
    public void startServer() {
        spawnServer();
        awaitServer();
    }

    /** Starts the server process; it does not wait. */
    public void spawnServer() {
        List<String> flags = new ArrayList<>(List.of(
                "--listen=" + address + ":" + port,
                "--account-id=" + account,
                "--region=" + REGION,
                "--root-access-key-id=" + key.accessKeyId(),
                "--root-secret-access-key=" + key.secretAccessKey()));
        flags.addAll(serverFlags);
        server = Optional.of(spawn("server", "io.gantry.server.ServerMain", flags.toArray(String[]::new)));
    }

    /** Waits for the server's first answer. */
    public void awaitServer() {
        await("the server answers", START_LIMIT, () -> {
            requireAlive(server, "server");
            return answers();
        });
    }

    /**
     * Starts the node process; it does not wait.
     *
     * @param more flags beside those that every node of a test has
     */
    public void startNode(String... more) {
        List<String> flags =
                new ArrayList<>(List.of("--node-cluster=" + CLUSTER, "--node-task-endpoint=" + taskEndpoint() + ":80"));
        flags.addAll(List.of(more));
        if (!dockerHost.isEmpty()) {
            flags.add("--node-docker-host=" + dockerHost);
        }
        node = Optional.of(spawn("node", "io.gantry.node.NodeMain", flags.toArray(String[]::new)));
    }

    /** Not where the node of somebody who works on this machine listens, nor that of another test. */
    private String taskEndpoint() {
        return "169.254." + (173 + port / 250 % 64) + "." + (1 + port % 250);
    }

    /** Waits until the node's container instance is connected. */
    public void awaitNode() {
        await("the node is connected", START_LIMIT, () -> {
            requireAlive(node, "node");
            var found = calls.call("ListContainerInstances", EcsCalls.object().put("cluster", CLUSTER));
            var arns = found.body().path("containerInstanceArns");
            if (arns.isEmpty()) {
                return false;
            }
            var input = EcsCalls.object().put("cluster", CLUSTER);
            input.set("containerInstances", arns);
            return calls.ok("DescribeContainerInstances", input)
                    .path("containerInstances")
                    .path(0)
                    .path("agentConnected")
                    .asBoolean(false);
        });
    }

    /** Stops both processes as a service manager would, and waits until they have ended. */
    public void stop() {
        List.of(node, server).forEach(process -> process.ifPresent(Process::destroy));
        List.of(node, server).forEach(process -> process.ifPresent(RunningGantry::awaitEnd));
        node = Optional.empty();
        server = Optional.empty();
    }

    /** Kills the server with signal 9. */
    public void killServer() {
        server.ifPresent(RunningGantry::kill);
        server = Optional.empty();
    }

    /** Kills the node with signal 9. */
    public void killNode() {
        node.ifPresent(RunningGantry::kill);
        node = Optional.empty();
    }

    /** The server's process id. */
    public long serverId() {
        return server.orElseThrow().pid();
    }

    /** The node's process id. */
    public long nodeId() {
        return node.orElseThrow().pid();
    }

    /** Whether the API answers anything at all. */
    public boolean answers() {
        try {
            return calls.call("ListClusters", EcsCalls.object()).status() == 200;
        } catch (EcsCalls.Unreachable notYet) {
            return false;
        }
    }

    /** Waits until {@code done}, looking every 5 ms. */
    public static void await(String what, Duration limit, BooleanSupplier done) {
        Boolean _ = awaitFound(what, limit, () -> done.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** Waits until {@code look} finds something, looking every 20 ms. */
    public static <T> T awaitFound(String what, Duration limit, Supplier<Optional<T>> look) {
        long end = System.nanoTime() + limit.toNanos();
        Optional<T> found = look.get();
        while (found.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + limit + ": " + what);
            }
            pause();
            found = look.get();
        }
        return found.get();
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private void requireAlive(Optional<Process> process, String name) {
        if (process.isEmpty() || !process.get().isAlive()) {
            throw new AssertionError("the " + name + " has ended: " + tail(log(name)));
        }
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException none) {
            return "it printed nothing";
        }
    }

    /** What a process printed: {@code server} or {@code node}. */
    public Path log(String name) {
        return home.resolve("test-" + name + ".log");
    }

    private Process spawn(String name, String main, String... flags) {
        List<String> words = new ArrayList<>(
                caches.map(directory -> Programs.cachedJava(directory.resolve(name + ".aot"), name, main))
                        .orElseGet(() -> Programs.java(name, main)));
        words.add("--home=" + home);
        words.addAll(List.of(flags));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("GANTRY_"));
        // As the launcher starts them.
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "1");
        try {
            Files.createDirectories(home);
            builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()));
            return builder.start();
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private static void kill(Process process) {
        process.destroyForcibly();
        awaitEnd(process);
    }

    private static void awaitEnd(Process process) {
        try {
            if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("process " + process.pid() + " has not ended");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /** Docker's ids of the containers of this Gantry's tasks, running or not. */
    public List<String> containers() {
        Command list = docker(
                "ps",
                "-a",
                "--no-trunc",
                "--filter",
                "label=" + TASK_LABEL,
                "--format",
                "{{.ID}} {{.Label \"" + TASK_LABEL + "\"}}");
        return list.run()
                .success()
                .lines()
                .filter(line -> line.contains(":" + account + ":"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    /** A docker command on the node's engine. */
    public Command docker(String... arguments) {
        List<String> words = new ArrayList<>(List.of("docker"));
        words.addAll(List.of(arguments));
        return new Command(words, dockerHost.isEmpty() ? Map.of() : Map.of("DOCKER_HOST", dockerHost), Path.of("."));
    }

    /** Kills both processes and removes what its tasks left on the machine; the home with its logs stays. */
    @Override
    public void close() {
        killNode();
        killServer();
        // The node leaves it, so that questions of containers that still run do not leave the host.
        new Command(List.of("ip", "address", "del", taskEndpoint() + "/32", "dev", "lo"), Map.of(), Path.of(".")).run();
        new Remains(this).remove();
    }
}
