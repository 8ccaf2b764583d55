package io.gantry.simulation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Runs one seed in a process of its own and writes its digest. */
final class Replay {
    private Replay() {}

    public static void main(String[] arguments) throws IOException {
        String hash = Runs.run(Long.parseLong(arguments[0]));
        try (var out = new java.io.FileOutputStream(java.io.FileDescriptor.out)) {
            out.write((hash + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
