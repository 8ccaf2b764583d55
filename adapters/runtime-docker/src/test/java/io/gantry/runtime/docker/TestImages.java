package io.gantry.runtime.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Has the test images built, which does nothing when they are there. */
final class TestImages {
    private TestImages() {}

    /** The root of the source tree. */
    static Path tree() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isExecutable(at.resolve("tests/images/build"))) {
                return at;
            }
        }
        throw new IllegalStateException(
                "tests/images/build is not above " + Path.of("").toAbsolutePath());
    }

    /** Runs {@code tests/images/build busybox} against the engine at {@code socket}. */
    static void busybox(Path socket) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(tree().resolve("tests/images/build").toString(), "busybox").inheritIO();
        builder.environment().put("DOCKER_HOST", "unix://" + socket);
        Process process = builder.start();
        if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException("tests/images/build busybox failed");
        }
    }
}
