package io.gantry.logs.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The segment that a group writes to. Not safe for threads but for {@link #force}; the group guards it.
 */
final class ActiveSegment implements AutoCloseable {
    private final Path directory;
    private final long number;
    private final FileChannel channel;
    private final Contents contents;
    private long end;

    private ActiveSegment(Path directory, long number, FileChannel channel, Contents contents, long end) {
        this.directory = directory;
        this.number = number;
        this.channel = channel;
        this.contents = contents;
        this.end = end;
    }

    /** A segment that does not stand yet. */
    static ActiveSegment create(Path directory, long number) throws IOException {
        FileChannel channel = FileChannel.open(
                Segment.path(directory, number), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Directories.force(directory);
        return new ActiveSegment(directory, number, channel, new Contents(), 0);
    }

    /** The segment that was written to when the process ended; what was cut short is taken off it. */
    static ActiveSegment reopen(Path directory, long number) throws IOException {
        Path path = Segment.path(directory, number);
        Recovery.Recovered recovered = Recovery.read(path);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
        channel.truncate(recovered.end());
        channel.position(recovered.end());
        // Its frames may have been written without being forced, and are shown to readers from now on.
        channel.force(true);
        return new ActiveSegment(directory, number, channel, recovered.contents(), recovered.end());
    }

    Path path() {
        return Segment.path(directory, number);
    }

    long number() {
        return number;
    }

    /** What was published of it. */
    Contents contents() {
        return contents;
    }

    /** Where the next frame will begin. */
    long end() {
        return end;
    }

    /** Writes a whole frame at the end, or leaves no trace of it. */
    void write(ByteBuffer frame) throws IOException {
        long after = end + frame.remaining();
        try {
            while (frame.hasRemaining()) {
                channel.write(frame);
            }
            end = after;
        } finally {
            if (end != after) {
                channel.truncate(end);
                channel.position(end);
            }
        }
    }

    /** Ends when all that was written before the call is on disk. */
    void force() throws IOException {
        channel.force(false);
    }

    /** Makes it a full one. All of it must have been forced. */
    Segment seal() throws IOException {
        channel.close();
        SegmentIndex.write(contents, path(), Segment.indexPath(directory, number));
        return new Segment(directory, number, contents);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
