package io.gantry.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that is run to its end.
 *
 * @param words the program and its arguments
 * @param environment added to the test's own
 * @param directory where it runs
 */
public record Command(List<String> words, Map<String, String> environment, Path directory) {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** How it ended. */
    public record Ended(int exitCode, String output, String errors) {
        /**
         * The output of a success.
         *
         * @throws AssertionError when it failed
         */
        public String success() {
            if (exitCode != 0) {
                throw new AssertionError("exit code " + exitCode + "\n" + output + "\n" + errors);
            }
            return output;
        }
    }

    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /** A command in the working directory. */
    public static Command of(String... words) {
        return new Command(List.of(words), Map.of(), Path.of("."));
    }

    /** Whether a program of this name is on the path. */
    public static Optional<Path> find(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs it; it is killed after five minutes. */
    public Ended run() {
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
            CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(words + " did not end within " + LIMIT);
            }
            return new Ended(process.exitValue(), output.join(), errors.join());
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private static String text(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
