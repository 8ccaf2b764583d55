package io.gantry.store.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The durable journal: a RocksDB database in a directory that only its owner can read. Each append is one synced write
 * batch that carries the revision, so a crash leaves whole appends only. Each value carries a checksum of its key and
 * itself besides RocksDB's own, so a row can neither be altered nor appear under another key unseen.
 *
 * <p>It is called by one thread at a time, never by a virtual one, since native code would pin its carrier.
 */
public final class RocksJournal implements Journal {
    /** The format of what is stored. A release opens this and older ones. */
    static final int FORMAT = 1;

    private static final byte[] FORMAT_KEY = {0, 'f'};
    private static final byte[] REVISION_KEY = {0, 'r'};
    private static final int CHECKSUM = Integer.BYTES;
    private static final long WRITE_BUFFER = 8L << 20;
    private static final long READ_CACHE = 2L << 20;
    private static final long LOGS = 32L << 20;
    private static final int INFO_LOGS = 2;

    /** Room that opening needs to succeed: a new log, a manifest and one flushed write buffer. */
    private static final long ROOM_TO_OPEN = 2 * WRITE_BUFFER;

    private final Path directory;
    private final DirectoryLock lock;
    private final LRUCache cache;
    private final Options options;
    private final WriteOptions synced;
    private Optional<RocksDB> database;

    private RocksJournal(Path directory, DirectoryLock lock) {
        this.directory = directory;
        this.lock = lock;
        this.cache = new LRUCache(READ_CACHE);
        this.options = new Options()
                .setCreateIfMissing(true)
                .setParanoidChecks(true)
                .setWalRecoveryMode(WALRecoveryMode.AbsoluteConsistency)
                .setWriteBufferSize(WRITE_BUFFER)
                .setMaxTotalWalSize(LOGS)
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setKeepLogFileNum(INFO_LOGS)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setTableFormatConfig(new BlockBasedTableConfig().setBlockCache(cache));
        this.synced = new WriteOptions().setSync(true);
        this.database = Optional.empty();
    }

    /**
     * Opens the journal in {@code directory}, which is made if need be.
     *
     * @throws JournalDamagedException when it is damaged or of a newer release
     * @throws JournalFullException when there is no room to open it
     * @throws IllegalStateException when another process uses it
     */
    public static RocksJournal open(Path directory) {
        NativeCode.load();
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make the store's directory " + directory, failed);
        }
        RocksJournal journal = new RocksJournal(directory, DirectoryLock.take(directory));
        try {
            journal.openDatabase();
            return journal;
        } catch (RuntimeException failed) {
            journal.close();
            throw failed;
        }
    }

    private RocksDB openDatabase() {
        try {
            LogInspection.inspect(directory);
            RocksDB opened = RocksDB.open(options, directory.toString());
            database = Optional.of(opened);
            checkFormat(opened);
            return opened;
        } catch (RocksDBException failed) {
            throw classified(failed);
        } catch (IOException failed) {
            throw new JournalLostException("cannot read the store's logs in " + directory, failed);
        }
    }

    private void checkFormat(RocksDB opened) throws RocksDBException {
        byte[] format = opened.get(FORMAT_KEY);
        if (format != null) {
            long version = ByteBuffer.wrap(payload(FORMAT_KEY, format)).getLong();
            if (version > FORMAT) {
                throw new JournalDamagedException("the store in " + directory + " has format " + version
                        + ", this release knows " + FORMAT + ": use the release that wrote it, or a newer one");
            }
            return;
        }
        try (RocksIterator rows = opened.newIterator()) {
            rows.seekToFirst();
            if (rows.isValid()) {
                throw new JournalDamagedException("the database in " + directory
                        + " is no store of Gantry, or its format record is lost; nothing was changed");
            }
            rows.status();
        }
        opened.put(synced, FORMAT_KEY, checked(FORMAT_KEY, number(FORMAT)));
    }

    @Override
    public long load(Rows rows) {
        long revision = 0;
        try (RocksIterator each = database.orElseThrow().newIterator()) {
            for (each.seekToFirst(); each.isValid(); each.next()) {
                byte[] key = each.key();
                byte[] payload = payload(key, each.value());
                if (Arrays.equals(key, REVISION_KEY)) {
                    revision = ByteBuffer.wrap(payload).getLong();
                } else if (key[0] != 0) {
                    String name = new String(key, StandardCharsets.UTF_8);
                    int cut = name.indexOf('\0');
                    rows.row(name.substring(0, cut), name.substring(cut + 1), payload);
                }
            }
            each.status();
        } catch (RocksDBException failed) {
            throw classified(failed);
        }
        return revision;
    }

    @Override
    public void append(List<Write> writes, long revision) {
        RocksDB target = database.orElseGet(this::reopen);
        try (WriteBatch batch = new WriteBatch()) {
            for (Write write : writes) {
                byte[] key = (write.table() + '\0' + write.id()).getBytes(StandardCharsets.UTF_8);
                if (write.stored().length == 0) {
                    batch.delete(key);
                } else {
                    batch.put(key, checked(key, write.stored()));
                }
            }
            batch.put(REVISION_KEY, checked(REVISION_KEY, number(revision)));
            target.write(synced, batch);
        } catch (RocksDBException failed) {
            throw classified(failed);
        }
    }

    /**
     * After a write found no room RocksDB refuses all writes, and its log may end in half a batch. Opening it again cuts
     * that and writes what it holds to a new file.
     */
    private RocksDB reopen() {
        try {
            if (Files.getFileStore(directory).getUsableSpace() < ROOM_TO_OPEN) {
                throw new JournalFullException("less than " + (ROOM_TO_OPEN >> 20) + " MiB are free for " + directory);
            }
        } catch (IOException failed) {
            throw new JournalLostException("cannot ask how much room there is for " + directory, failed);
        }
        return openDatabase();
    }

    private RuntimeException classified(RocksDBException failed) {
        Optional<Status> status = Optional.ofNullable(failed.getStatus());
        Optional<Status.Code> code = status.map(Status::getCode);
        if (status.map(Status::getSubCode).equals(Optional.of(Status.SubCode.NoSpace))) {
            closeDatabase();
            return new JournalFullException("no room is left for " + directory, failed);
        }
        if (code.equals(Optional.of(Status.Code.Corruption))) {
            return new JournalDamagedException(
                    "the store in " + directory + " is damaged (" + failed.getMessage()
                            + "). Nothing was changed. Check the disk, then put back a copy of the directory",
                    failed);
        }
        return new JournalLostException("the disk under " + directory + " failed: " + failed.getMessage(), failed);
    }

    private static byte[] number(long number) {
        byte[] bytes = new byte[Long.BYTES];
        ByteBuffer.wrap(bytes).putLong(number);
        return bytes;
    }

    private static byte[] checked(byte[] key, byte[] payload) {
        byte[] value = new byte[CHECKSUM + payload.length];
        System.arraycopy(payload, 0, value, CHECKSUM, payload.length);
        ByteBuffer.wrap(value).putInt(0, checksum(key, value));
        return value;
    }

    private byte[] payload(byte[] key, byte[] value) {
        if (value.length < CHECKSUM || ByteBuffer.wrap(value).getInt() != checksum(key, value)) {
            throw new JournalDamagedException("the store in " + directory + " is damaged: the record "
                    + new String(key, StandardCharsets.UTF_8).replace('\0', ' ')
                    + " is not as it was written. Nothing was changed. Put back a copy of the directory");
        }
        return Arrays.copyOfRange(value, CHECKSUM, value.length);
    }

    private static int checksum(byte[] key, byte[] value) {
        CRC32C crc = new CRC32C();
        crc.update(key);
        crc.update(value, CHECKSUM, value.length - CHECKSUM);
        return (int) crc.getValue();
    }

    private void closeDatabase() {
        database.ifPresent(RocksDB::close);
        database = Optional.empty();
    }

    @Override
    public void close() {
        closeDatabase();
        synced.close();
        options.close();
        cache.close();
        lock.close();
    }
}
