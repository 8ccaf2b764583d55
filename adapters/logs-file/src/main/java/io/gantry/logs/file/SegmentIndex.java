package io.gantry.logs.file;

import io.gantry.logs.port.LogStore.Position;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The heads of all frames of a full segment, in a file of their own, so that neither opening a group nor looking for a stream reads
 * the segment. It is made again from the segment when it is missing or not whole.
 */
final class SegmentIndex {
    private static final int MAGIC = 0x474c4f31;

    private SegmentIndex() {}

    /** What the segment holds; read from its index, which is made when there is none. */
    static Contents of(Path segment, Path index) throws IOException {
        Optional<Contents> indexed = read(index);
        if (indexed.isPresent()) {
            return indexed.get();
        }
        Recovery.Recovered recovered = Recovery.read(segment);
        write(recovered.contents(), segment, index);
        return recovered.contents();
    }

    /** Writes the index of {@code segment}: whole or not at all. */
    static void write(Contents contents, Path segment, Path index) throws IOException {
        byte[] bytes = encode(contents, segment);
        Path fresh = index.resolveSibling(index.getFileName() + ".new");
        try (FileChannel out = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(false);
        }
        Files.move(fresh, index, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] encode(Contents contents, Path segment) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes);
                SegmentReader reader = SegmentReader.open(segment)) {
            FrameTable.Rows rows = contents.frames().rows(contents.frames().size());
            out.writeInt(MAGIC);
            out.writeInt(rows.count());
            for (int row = 0; row < rows.count(); row++) {
                write(Frame.head(reader.frame(rows.row(row)), rows.row(row).offset()), out);
            }
        }
        CRC32C sum = new CRC32C();
        sum.update(bytes.toByteArray());
        return ByteBuffer.allocate(bytes.size() + 4)
                .put(bytes.toByteArray())
                .putInt((int) sum.getValue())
                .array();
    }

    private static void write(FrameHead head, DataOutputStream out) throws IOException {
        out.writeLong(head.offset());
        out.writeInt(head.length());
        out.writeLong(head.stream().high());
        out.writeLong(head.stream().low());
        out.writeLong(head.firstSequence());
        out.writeLong(head.ingestedAt());
        out.writeLong(head.first());
        out.writeLong(head.last());
        out.writeInt(head.count());
        out.writeBoolean(head.position().isPresent());
        if (head.position().isPresent()) {
            out.writeLong(head.position().get().from());
            out.writeLong(head.position().get().to());
            out.writeUTF(head.position().get().token());
        }
    }

    private static Optional<Contents> read(Path index) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(index);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        if (bytes.length < 12 || !whole(bytes)) {
            return Optional.empty();
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readInt() != MAGIC) {
            return Optional.empty();
        }
        Contents contents = new Contents();
        for (int left = in.readInt(); left > 0; left--) {
            contents.add(head(in));
        }
        return Optional.of(contents);
    }

    private static FrameHead head(DataInputStream in) throws IOException {
        return new FrameHead(
                in.readLong(),
                in.readInt(),
                new StreamId(in.readLong(), in.readLong()),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readBoolean()
                        ? Optional.of(new Position(in.readLong(), in.readLong(), in.readUTF()))
                        : Optional.empty());
    }

    private static boolean whole(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, bytes.length - 4);
        return ByteBuffer.wrap(bytes).getInt(bytes.length - 4) == (int) sum.getValue();
    }
}
