package io.gantry.logs.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** A full segment: never written again, removed when all of it has expired. */
final class Segment {
    private final Path directory;
    private final long number;
    private final long first;
    private final long last;
    private final Set<StreamId> streams;
    private volatile SoftReference<Contents> contents;

    Segment(Path directory, long number, Contents contents) {
        this.directory = directory;
        this.number = number;
        this.first = contents.first();
        this.last = contents.last();
        this.streams = Set.copyOf(contents.streams().keySet());
        this.contents = new SoftReference<>(contents);
    }

    static Path path(Path directory, long number) {
        return directory.resolve(String.format(Locale.ROOT, "%016d.log", number));
    }

    static Path indexPath(Path directory, long number) {
        return directory.resolve(String.format(Locale.ROOT, "%016d.idx", number));
    }

    Path path() {
        return path(directory, number);
    }

    long number() {
        return number;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    Set<StreamId> streams() {
        return streams;
    }

    /** Its frames; read again when memory was short. */
    FrameTable.Rows rows() {
        Contents known = contents.get();
        if (known == null) {
            try {
                known = SegmentIndex.of(path(), indexPath(directory, number));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            contents = new SoftReference<>(known);
        }
        return known.frames().rows(known.frames().size());
    }

    void remove() throws IOException {
        Files.deleteIfExists(indexPath(directory, number));
        Files.deleteIfExists(path());
    }
}
