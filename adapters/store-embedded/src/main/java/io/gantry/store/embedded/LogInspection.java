package io.gantry.store.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Reads RocksDB's write-ahead logs before RocksDB does, because none of its recovery modes tells a torn tail from damage:
 * a flipped bit in a length near the end passes for a torn tail there, and acknowledged commits would be gone in silence.
 * A tail that was torn by a crash is cut here; anything else is damage and stops the opening. RocksDB then opens what is
 * left in its strictest mode.
 *
 * <p>A log is blocks of 32 KiB filled with records: masked CRC-32C of type and payload, length, type, payload. A record
 * never crosses a block; a longer entry is a first, middle and last record. Logs are never recycled here, so records of
 * the recyclable types are damage.
 *
 * @see <a href="https://github.com/facebook/rocksdb/wiki/Write-Ahead-Log-File-Format">RocksDB: log file format</a>
 */
final class LogInspection {
    private static final int BLOCK = 32 * 1024;
    private static final int HEADER = 7;
    private static final int FULL = 1;
    private static final int FIRST = 2;
    private static final int LAST = 4;
    private static final int COMPRESSION = 9;
    private static final int TIMESTAMP_SIZE = 10;
    private static final int IGNORABLE = 128;
    private static final int CRC_ROTATION = 15;
    private static final int CRC_DELTA = 0xa282ead8;

    private final Path file;
    private final ByteBuffer log;
    private int entryStart;

    private LogInspection(Path file, byte[] log) {
        this.file = file;
        this.log = ByteBuffer.wrap(log).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Inspects all logs in {@code directory} and cuts a torn tail off the newest.
     *
     * @throws JournalDamagedException when a log is damaged elsewhere
     */
    static void inspect(Path directory) throws IOException {
        List<Path> logs;
        try (Stream<Path> files = Files.list(directory)) {
            logs = files.filter(file -> file.getFileName().toString().matches("[0-9]+\\.log"))
                    .sorted(Comparator.comparing(Path::getFileName))
                    .toList();
        }
        for (Path file : logs) {
            boolean newest = file.equals(logs.getLast());
            LogInspection inspection = new LogInspection(file, Files.readAllBytes(file));
            int good = inspection.goodBytes(newest);
            if (good < inspection.log.limit()) {
                cut(file, good);
            }
        }
    }

    private static void cut(Path file, int length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
            channel.force(true);
        }
    }

    /** How many bytes from the start are whole entries. */
    private int goodBytes(boolean newest) {
        int at = 0;
        boolean inside = false;
        while (at < log.limit()) {
            int left = BLOCK - at % BLOCK;
            if (left < HEADER) {
                at += left;
                continue;
            }
            if (!isRecord(at)) {
                requireTorn(at, newest);
                return inside ? entryStart : at;
            }
            int type = type(at);
            if (type <= LAST) {
                entryStart = type == FULL || type == FIRST ? at : entryStart;
                inside = type != FULL && type != LAST;
            }
            at += HEADER + length(at);
        }
        if (inside && !newest) {
            throw damaged(entryStart);
        }
        return inside ? entryStart : log.limit();
    }

    /** Whether a whole record with a right checksum starts at {@code at}. */
    private boolean isRecord(int at) {
        if (at + HEADER > log.limit()) {
            return false;
        }
        int type = type(at);
        int end = at + HEADER + length(at);
        return isType(type) && end <= log.limit() && at % BLOCK + HEADER + length(at) <= BLOCK && isChecked(at, end);
    }

    private static boolean isType(int type) {
        return (type >= FULL && type <= LAST) || type == COMPRESSION || type == TIMESTAMP_SIZE || type >= IGNORABLE;
    }

    private boolean isChecked(int at, int end) {
        CRC32C crc = new CRC32C();
        crc.update(log.array(), at + HEADER - 1, end - at - HEADER + 1);
        int plain = (int) crc.getValue();
        return log.getInt(at) == Integer.rotateRight(plain, CRC_ROTATION) + CRC_DELTA;
    }

    private int length(int at) {
        return Short.toUnsignedInt(log.getShort(at + 4));
    }

    private int type(int at) {
        return Byte.toUnsignedInt(log.get(at + 6));
    }

    /**
     * A crash leaves the beginning of a record, or zeros, at the end of the newest log. A record that is all there with a
     * wrong checksum, or one behind which others follow, was damaged later.
     */
    private void requireTorn(int at, boolean newest) {
        if (!newest) {
            throw damaged(at);
        }
        if (isZero(at)) {
            return;
        }
        boolean headerThere = at + HEADER <= log.limit();
        boolean runsOut = !headerThere || at + HEADER + length(at) > log.limit();
        boolean fitsBlock = !headerThere || at % BLOCK + HEADER + length(at) <= BLOCK;
        // The checksum does not cover the length: what ends exactly here and is right had its length altered.
        boolean wholeButForLength = headerThere && isChecked(at, log.limit());
        if (!runsOut || !fitsBlock || wholeButForLength || (headerThere && !isType(type(at))) || recordsFollow(at)) {
            throw damaged(at);
        }
    }

    private boolean isZero(int from) {
        for (int at = from; at < log.limit(); at++) {
            if (log.get(at) != 0) {
                return false;
            }
        }
        return true;
    }

    private boolean recordsFollow(int from) {
        for (int at = from + 1; at + HEADER < log.limit(); at++) {
            if (length(at) > 0 && isRecord(at)) {
                return true;
            }
        }
        return false;
    }

    private JournalDamagedException damaged(int at) {
        return new JournalDamagedException("the store's log " + file + " is damaged at byte " + at
                + ": what was written there is not what is read. Nothing was changed. Check the disk and the machine's"
                + " memory, then put back a copy of the store's directory");
    }
}
