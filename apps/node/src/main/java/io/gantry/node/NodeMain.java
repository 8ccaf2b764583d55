package io.gantry.node;

import io.gantry.agent.node.NodeState;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.control.RealEnv;
import io.gantry.runtime.docker.DockerContainerOutput;
import io.gantry.runtime.docker.DockerContainerRuntime;
import io.gantry.runtime.docker.DockerTerminals;
import io.gantry.runtime.docker.Timeouts;
import io.gantry.settings.AccessKey;
import io.gantry.settings.Announcement;
import io.gantry.settings.JoinToken;
import io.gantry.settings.Settings;
import io.gantry.settings.SettingsException;
import io.gantry.store.embedded.EmbeddedStateStore;
import io.gantry.store.embedded.Halt;
import io.gantry.store.embedded.RocksJournal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * The node's process. It ends with 0 after SIGTERM (its containers keep running), with 1 for what a new start may mend, and
 * with 5 when the operator has to act (agent-protocol.md 2.5).
 */
public final class NodeMain {
    static final int RESTART = 1;
    private static final int TERMINAL = 5;
    private static final Duration LOOK = Duration.ofMillis(100);

    private NodeMain() {}

    public static void main(String[] args) {
        try {
            run(NodeConfig.of(Settings.load(Arrays.asList(args), System.getenv()), System.getenv()));
        } catch (SettingsException | Registration.Terminal refused) {
            end(TERMINAL, String.valueOf(refused.getMessage()));
        } catch (RuntimeFailure engine) {
            end(
                    RESTART,
                    "The container engine does not answer: " + engine.getMessage()
                            + " Start it (./gantry doctor tells how), or set node.docker-host.");
        } catch (IOException | RuntimeException failure) {
            LoggerFactory.getLogger(NodeMain.class).error("the node cannot start", failure);
            end(RESTART, "The node cannot start: " + failure.getMessage());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(NodeConfig config) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(config.directory());
        Path logs = Files.createDirectories(config.home().resolve("logs"));
        System.setProperty("gantry.node.log", logs.resolve("node-agent.log").toString());
        RealEnv env = new RealEnv();
        CountDownLatch ended = new CountDownLatch(1);
        try (DockerContainerRuntime runtime = new DockerContainerRuntime(
                        DockerContainerRuntime.socket(config.dockerHost()), Timeouts.DEFAULT, env.faults());
                DockerTerminals terminals =
                        new DockerTerminals(DockerContainerRuntime.socket(config.dockerHost()), Timeouts.DEFAULT);
                DockerContainerOutput output = new DockerContainerOutput(
                        DockerContainerRuntime.socket(config.dockerHost()), Timeouts.DEFAULT);
                EmbeddedStateStore store = EmbeddedStateStore.open(
                        env, RocksJournal.open(directory.resolve("state")), NodeState.SCHEMA, Halt.process())) {
            NodeProcess process = new NodeProcess(env, config, runtime, terminals, output, store);
            Thread starter = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, starter, ended), "stop"));
            process.start(key(config), region(config), endpoint(config));
            new CountDownLatch(1).await();
        } catch (InterruptedException signalled) {
            LoggerFactory.getLogger(NodeMain.class).info("stopped; containers keep running");
        } finally {
            ended.countDown();
        }
    }

    /** On SIGTERM: everything known is stored, the store is closed, containers keep running. */
    private static void stop(NodeProcess process, Thread starter, CountDownLatch ended) {
        try {
            process.stop();
            starter.interrupt();
            boolean _ = ended.await(5, java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException cutShort) {
            Thread.currentThread().interrupt();
        }
    }

    /** The key of the join token, else the node key of this home, once a server of it has made one. */
    private static AccessKey key(NodeConfig config) throws InterruptedException {
        Optional<AccessKey> fromToken = config.token().map(JoinToken::key);
        while (true) {
            Optional<AccessKey> key = fromToken.or(() -> AccessKey.read(AccessKey.nodeFile(config.home())));
            if (key.isPresent()) {
                return key.get();
            }
            Thread.sleep(LOOK);
        }
    }

    /** The region of the join token, else of the server of this home, else the configured one. */
    private static String region(NodeConfig config) {
        return config.token()
                .map(JoinToken::region)
                .or(() -> Announcement.read(config.home()).map(Announcement::region))
                .orElse(config.region());
    }

    private static Supplier<URI> endpoint(NodeConfig config) {
        return () -> config.server()
                .or(() -> Announcement.read(config.home()).map(server -> URI.create(server.endpoint())))
                .orElseGet(() -> URI.create("http://127.0.0.1:4566"));
    }

    private static void end(int status, String why) {
        System.err.println(why);
        Runtime.getRuntime().halt(status);
    }
}
