package io.gantry.logs.file;

import io.gantry.logs.port.LogEvent;
import io.gantry.logs.port.LogStore;
import io.gantry.logs.port.Query;
import io.gantry.logs.port.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Log events in files under one directory. One process at a time may have it open; the caller sees to that. A group is
 * opened when it is first asked for, so that a start does not wait for groups that nobody reads.
 */
public final class FileLogStore implements LogStore {
    /** How large a segment grows before the next is begun. */
    public static final long SEGMENT_BYTES = 64 << 20;

    private final Path directory;
    private final long segmentBytes;
    private final ConcurrentHashMap<String, GroupLog> groups = new ConcurrentHashMap<>();

    private FileLogStore(Path directory, long segmentBytes) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
    }

    /**
     * Opens the store in {@code directory}, which is made when it is not there.
     *
     * @throws IOException when it cannot be used
     */
    public static FileLogStore open(Path directory) throws IOException {
        return open(directory, SEGMENT_BYTES);
    }

    /** The same with segments of another size. */
    public static FileLogStore open(Path directory, long segmentBytes) throws IOException {
        Files.createDirectories(directory);
        return new FileLogStore(directory, segmentBytes);
    }

    @Override
    public Appended append(Stream stream, List<LogEvent> events, Instant ingestedAt, Optional<Position> position) {
        StreamId id = StreamId.parse(stream.id());
        return doing(() -> group(stream.group()).append(id, events, ingestedAt.toEpochMilli(), position));
    }

    @Override
    public Optional<StreamSummary> summary(Stream stream) {
        StreamId id = StreamId.parse(stream.id());
        return present(stream.group()).flatMap(group -> group.summary(id));
    }

    @Override
    public Slice read(Query query) {
        return present(query.group())
                .map(group -> doing(() -> {
                    try (Reading reading = new Reading(query, group.seen())) {
                        return reading.slice();
                    }
                }))
                .orElse(new Slice(List.of(), false));
    }

    @Override
    public long storedBytes(String group) {
        return doing(() -> {
            long bytes = 0;
            for (Path file : Directories.entries(path(group))) {
                bytes += file.toString().endsWith(".log") ? Files.size(file) : 0;
            }
            return bytes;
        });
    }

    @Override
    public void expire(String group, Instant before) {
        present(group)
                .ifPresent(open -> doing(() -> {
                    open.expire(before.toEpochMilli());
                    return before;
                }));
    }

    @Override
    public void delete(String group) {
        GroupLog open = groups.remove(group);
        doing(() -> {
            if (open != null) {
                open.close();
            }
            Directories.remove(path(group));
            return group;
        });
    }

    @Override
    public Set<String> groups() {
        return doing(() -> Directories.entries(directory).stream()
                .map(path -> path.getFileName().toString())
                .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public void close() {
        doing(() -> {
            for (GroupLog group : groups.values()) {
                group.close();
            }
            return groups;
        });
    }

    private Path path(String group) {
        // Ids come from us, but a path is made of this one.
        if (!group.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("no id of a group: " + group);
        }
        return directory.resolve(group);
    }

    private Optional<GroupLog> present(String group) {
        return groups.containsKey(group) || Files.isDirectory(path(group))
                ? Optional.of(group(group))
                : Optional.empty();
    }

    private GroupLog group(String group) {
        return groups.computeIfAbsent(
                group,
                id -> doing(() -> {
                    if (!Files.isDirectory(path(id))) {
                        Files.createDirectories(path(id));
                        Directories.force(directory);
                    }
                    return GroupLog.open(path(id), segmentBytes);
                }));
    }

    /** What is done with files. */
    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T doing(Work<T> work) {
        try {
            return work.run();
        } catch (IOException failed) {
            throw new Unavailable("The log store: " + failed.getMessage(), failed);
        } catch (UncheckedIOException failed) {
            throw new Unavailable("The log store: " + failed.getMessage(), failed);
        }
    }
}
