package io.gantry.kit.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A second Docker engine that a test may restart, in a network namespace and directory of its own
 * ({@code scripts/nested-dockerd}, which needs root). Closing it ends its containers and removes everything.
 */
public final class NestedDockerd implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 120;

    private final Path script;
    private final Path directory;

    private NestedDockerd(Path script, Path directory) {
        this.script = script;
        this.directory = directory;
    }

    /** Starts an engine without any image. */
    public static NestedDockerd start(boolean liveRestore) throws IOException {
        // Not below a build directory: the paths of unix sockets must be short.
        var engine = new NestedDockerd(script(), Files.createTempDirectory("gantry-nested"));
        try {
            engine.restart(liveRestore);
        } catch (IOException | RuntimeException e) {
            engine.close();
            throw e;
        }
        return engine;
    }

    /** Where it listens. */
    public Path socket() {
        return directory.resolve("docker.sock");
    }

    /** The name of its network namespace: with a loopback device and its own bridge, and without a way out. */
    public String namespace() throws IOException {
        return Files.readString(directory.resolve("namespace")).strip();
    }

    /** Starts it again after {@link #stop()} or {@link #kill()}, with its containers and images. */
    public void restart(boolean liveRestore) throws IOException {
        run(
                liveRestore
                        ? List.of("start", directory.toString(), "--live-restore")
                        : List.of("start", directory.toString()));
    }

    /** Stops it as a service manager would. Its containers run on if it was started with live-restore, and end otherwise. */
    public void stop() throws IOException {
        run(List.of("stop", directory.toString()));
    }

    /** Kills it; its containers run on until it is started again, and beyond if that is with live-restore. */
    public void kill() throws IOException {
        run(List.of("kill", directory.toString()));
    }

    @Override
    public void close() throws IOException {
        run(List.of("destroy", directory.toString()));
    }

    private void run(List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(script.toString());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!ended(process)) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " did not end within " + TIMEOUT_SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed; it says why above");
        }
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Path script() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path script = at.resolve("scripts/nested-dockerd");
            if (Files.isExecutable(script)) {
                return script;
            }
        }
        throw new IllegalStateException(
                "scripts/nested-dockerd is not above " + Path.of("").toAbsolutePath());
    }
}
