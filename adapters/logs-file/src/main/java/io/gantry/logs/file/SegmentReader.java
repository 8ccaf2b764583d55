package io.gantry.logs.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Reads frames of one segment file. */
final class SegmentReader implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private SegmentReader(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static SegmentReader open(Path path) throws IOException {
        return new SegmentReader(path, FileChannel.open(path, StandardOpenOption.READ));
    }

    long size() throws IOException {
        return channel.size();
    }

    /** The frame at {@code offset}; empty when there is no whole one. */
    Optional<byte[]> frame(long offset) throws IOException {
        ByteBuffer prefix = ByteBuffer.allocate(Frame.PREFIX);
        if (!fill(prefix, offset)) {
            return Optional.empty();
        }
        Optional<Integer> length = Frame.length(prefix.flip());
        if (length.isEmpty()) {
            return Optional.empty();
        }
        byte[] frame = new byte[length.get()];
        return fill(ByteBuffer.wrap(frame), offset) && Frame.whole(frame) ? Optional.of(frame) : Optional.empty();
    }

    /** The length that a frame at {@code offset} claims to have, whole or not; 0 when it claims none. */
    int lengthAt(long offset) throws IOException {
        ByteBuffer prefix = ByteBuffer.allocate(Frame.PREFIX);
        return fill(prefix, offset) ? Frame.length(prefix.flip()).orElse(0) : 0;
    }

    /** A frame that an index names. */
    byte[] frame(FrameTable.Row row) throws IOException {
        byte[] frame = new byte[row.length()];
        if (!fill(ByteBuffer.wrap(frame), row.offset()) || !Frame.whole(frame)) {
            throw new DamagedSegmentException(path + " is damaged at " + row.offset());
        }
        return frame;
    }

    private boolean fill(ByteBuffer target, long offset) throws IOException {
        long at = offset;
        while (target.hasRemaining()) {
            int count = channel.read(target, at);
            if (count < 0) {
                return false;
            }
            at += count;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
