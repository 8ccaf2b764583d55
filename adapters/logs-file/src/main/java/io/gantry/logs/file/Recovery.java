package io.gantry.logs.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Learns from a segment's frames what it holds, after the process that wrote it has ended in whatever way. */
final class Recovery {
    private Recovery() {}

    /**
     * What a segment holds.
     *
     * @param end where its last whole frame ends; what follows was never acknowledged
     */
    record Recovered(Contents contents, long end) {}

    /**
     * Reads a segment through. A row of frames that ends in bytes that are none was cut short while it was written; frames
     * behind such bytes mean damage.
     *
     * @throws DamagedSegmentException then
     */
    static Recovered read(Path path) throws IOException {
        Contents contents = new Contents();
        try (SegmentReader reader = SegmentReader.open(path)) {
            long at = 0;
            Optional<byte[]> frame = reader.frame(at);
            while (frame.isPresent()) {
                contents.add(Frame.head(frame.get(), at));
                at += frame.get().length;
                frame = reader.frame(at);
            }
            refuseFramesBehind(path, reader, at);
            return new Recovered(contents, at);
        }
    }

    /** A torn write has nothing whole behind it: a frame is begun only when the one before was written. */
    private static void refuseFramesBehind(Path path, SegmentReader reader, long end) throws IOException {
        // Frames begin at any byte, but only the length that the broken one names tells where the next would be.
        long next = end + reader.lengthAt(end);
        if (next > end && next < reader.size() && reader.frame(next).isPresent()) {
            throw new DamagedSegmentException(path + " is damaged at " + end
                    + ": whole frames follow. Restore it, or remove it to lose its events.");
        }
    }
}
