package io.gantry.network.linux;

import io.gantry.agent.node.port.TaskNetwork.NetworkFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the kernel's own tools. Their answers are for programs; their errors become the words of a failure. */
final class Tools {
    private static final long PATIENCE_SECONDS = 20;

    /** Where the tools are although a user's path may not say so. */
    private static final String PLACES = "/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin";

    /** What a tool answered. */
    record Answer(int status, String output, String errors) {
        boolean ok() {
            return status == 0;
        }
    }

    /**
     * Runs a command to its end.
     *
     * @throws NetworkFailure when it fails, with what it said
     */
    String run(String input, String... command) {
        Answer answer = attempt(input, command);
        if (!answer.ok()) {
            String said = answer.errors().isBlank()
                    ? "status " + answer.status()
                    : answer.errors().strip();
            throw new NetworkFailure(String.join(" ", command) + ": " + said);
        }
        return answer.output();
    }

    /** Runs a command to its end, whatever its status. */
    Answer attempt(String input, String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.PIPE);
            builder.environment().put("PATH", PLACES);
            builder.command().set(0, place(command[0]));
            Path errors = Files.createTempFile("gantry-tool", ".err");
            try {
                Process process = builder.redirectError(errors.toFile()).start();
                try (var in = process.getOutputStream()) {
                    in.write(input.getBytes(StandardCharsets.UTF_8));
                } catch (IOException endedEarly) {
                    // It did not want to read; its status says why.
                }
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new NetworkFailure(
                            String.join(" ", command) + " did not end within " + PATIENCE_SECONDS + " s");
                }
                return new Answer(process.exitValue(), output, Files.readString(errors));
            } finally {
                Files.deleteIfExists(errors);
            }
        } catch (IOException missing) {
            throw new NetworkFailure(command[0] + " cannot be run: " + missing.getMessage(), missing);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new NetworkFailure("interrupted while " + command[0] + " ran", ended);
        }
    }

    /** Several commands of {@code ip}, in one process and in this order. */
    void ip(List<String> where, List<String> lines) {
        batch("ip", where, lines);
    }

    /** The same of another tool of iproute2; nothing for no lines. */
    void batch(String tool, List<String> where, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        Answer answer = attempt(String.join("\n", lines) + "\n", command(where, tool, "-batch", "-"));
        if (!answer.ok()) {
            throw new NetworkFailure(tool + " " + String.join("; ", lines) + ": "
                    + answer.errors().strip());
        }
    }

    /** The same for what may be gone already: nothing fails. */
    void ipIfThere(List<String> where, List<String> lines) {
        Answer _ = attempt(String.join("\n", lines) + "\n", command(where, "ip", "-force", "-batch", "-"));
    }

    /** A command with what leads into a namespace in front of it. */
    static String[] command(List<String> where, String... command) {
        List<String> all = new ArrayList<>(where);
        all.addAll(Arrays.asList(command));
        return all.toArray(String[]::new);
    }

    private static String place(String tool) {
        return Arrays.stream(PLACES.split(":", -1))
                .map(directory -> Path.of(directory, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElse(tool);
    }
}
