package io.gantry.logs.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** What is done with folders. */
final class Directories {
    private Directories() {}

    /** Makes sure that new entries of {@code directory} outlive a loss of power. */
    static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The entries of {@code directory} in order; none when it is not there. */
    static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /** Removes a folder of files. */
    static void remove(Path directory) throws IOException {
        for (Path entry : entries(directory)) {
            Files.deleteIfExists(entry);
        }
        Files.deleteIfExists(directory);
    }
}
