package io.gantry.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files of {@code key = value} lines. Blank lines and lines that start with {@code #} say nothing. */
public final class KeyValueFile {
    private KeyValueFile() {}

    /**
     * Reads {@code file}; a missing file is an empty one.
     *
     * @throws SettingsException when it cannot be read, or a line is not {@code key = value} or repeats a key
     */
    public static Map<String, String> read(Path file) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return values;
        }
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new SettingsException(file + ":" + (i + 1) + ": expected \"key = value\", found: " + line);
            }
            String key = line.substring(0, equals).strip();
            if (values.put(key, line.substring(equals + 1).strip()) != null) {
                throw new SettingsException(file + ":" + (i + 1) + ": \"" + key + "\" is set twice; keep one of them.");
            }
        }
        return values;
    }

    /** Replaces {@code file} in one step; a reader sees the old or the new one. Only the owner can read it. */
    public static void write(Path file, Map<String, String> values) throws IOException {
        StringBuilder text = new StringBuilder();
        values.forEach(
                (key, value) -> text.append(key).append(" = ").append(value).append('\n'));
        writePrivately(file, text.toString());
    }

    static void writePrivately(Path file, String text) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(next, text, StandardCharsets.UTF_8);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new SettingsException(
                    "cannot read " + file + ": " + unreadable.getMessage() + ". Check its owner, mode and encoding.",
                    unreadable);
        }
    }
}
