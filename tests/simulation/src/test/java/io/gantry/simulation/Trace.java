package io.gantry.simulation;

import io.gantry.kit.VirtualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Everything that happens, line by line. Two runs of one seed have the same lines, which their digests show. */
final class Trace {
    private static final int SHOWN = 600;

    private final VirtualClock clock;
    private final MessageDigest digest;
    private final List<String> lines = new ArrayList<>();

    Trace(VirtualClock clock) {
        this.clock = clock;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    void say(String who, String what) {
        String line = clock.now() + " " + who + " " + what;
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        lines.add(line.length() > SHOWN ? line.substring(0, SHOWN) : line);
    }

    /** The digest of all lines; nothing may be said after it. */
    String hash() {
        return HexFormat.of().formatHex(digest.digest()) + " after " + lines.size() + " lines";
    }

    int size() {
        return lines.size();
    }

    /** The newest lines. */
    List<String> tail(int count) {
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    /** Writes all lines to a file. */
    void write(Path file) {
        try {
            Path _ = Files.createDirectories(file.toAbsolutePath().getParent());
            Path _ = Files.write(file, lines);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}
