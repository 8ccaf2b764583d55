package io.gantry.store.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/**
 * RocksDB's native library. Where {@code java.library.path} has it, it is used from there. Else it is unpacked from the jar,
 * and taken away again as soon as the process has mapped it: left to itself the loader does that when the process ends, and a
 * process that is killed leaves 15 MB behind each time.
 */
final class NativeCode {
    private NativeCode() {}

    /** Loads the library unless this process has it. */
    static void load() {
        try {
            Path unpacked = Files.createTempDirectory("gantry-store-");
            try {
                NativeLibraryLoader.getInstance().loadLibrary(unpacked.toString());
            } finally {
                remove(unpacked);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot load the store's native library", failed);
        }
        RocksDB.loadLibrary();
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
