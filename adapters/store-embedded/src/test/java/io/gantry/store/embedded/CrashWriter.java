package io.gantry.store.embedded;

import io.gantry.control.RealEnv;
import io.gantry.kit.StateStoreContract;
import io.gantry.kit.StateStoreContract.Note;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process that commits until it is killed, and prints each commit once it is acknowledged: {@code writer number}. Every
 * commit writes the same number into two tables.
 */
final class CrashWriter {
    static final int WRITERS = 16;

    /** How long a record's text can get; some entries then cross a block of the log. */
    private static final int LONGEST = 40_000;

    private CrashWriter() {}

    /** Writes to the store in the directory that is the first argument. */
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        RealEnv env = new RealEnv();
        EmbeddedStateStore store = EmbeddedStateStore.open(
                env, RocksJournal.open(Path.of(arguments[0])), StateStoreContract.SCHEMA, Halt.process());
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            String id = "w" + writer;
            writers.add(Thread.ofVirtual().start(() -> write(store, env, id, out)));
        }
        for (Thread writer : writers) {
            writer.join();
        }
    }

    private static void write(EmbeddedStateStore store, RealEnv env, String id, PrintStream out) {
        while (true) {
            String text =
                    "x".repeat(env.random().nextInt(20) == 0 ? env.random().nextInt(LONGEST) : 100);
            int number = store.transact(tx -> {
                int next =
                        tx.get(StateStoreContract.NOTES, id).map(Note::number).orElse(0) + 1;
                tx.put(StateStoreContract.NOTES, new Note(id, next, Optional.of(text), List.of()));
                tx.put(StateStoreContract.OTHERS, Note.of(id, next));
                return next;
            });
            out.println(id + " " + number);
        }
    }
}
