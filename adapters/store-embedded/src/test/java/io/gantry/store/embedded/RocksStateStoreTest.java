package io.gantry.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.kit.StateStoreContract;
import io.gantry.state.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The durable store with its committer thread, as production uses it. */
final class RocksStateStoreTest extends StateStoreContract {
    @TempDir
    private Path temporary = Path.of("");

    private int directories;
    private Optional<EmbeddedStateStore> open = Optional.empty();

    private Path directory() {
        return temporary.resolve("store" + directories);
    }

    private EmbeddedStateStore openHere() {
        EmbeddedStateStore store = EmbeddedStateStore.open(
                env,
                RocksJournal.open(directory()),
                SCHEMA,
                (why, cause) -> env.faults().report(why, cause));
        open = Optional.of(store);
        return store;
    }

    @Override
    protected StateStore openEmpty() {
        directories++;
        return openHere();
    }

    @Override
    protected StateStore reopen() {
        closeAll();
        return openHere();
    }

    @Override
    protected void closeAll() {
        open.ifPresent(EmbeddedStateStore::close);
        open = Optional.empty();
    }

    @Test
    void aDirectoryInUseIsRefusedWithItsOwner() {
        Assertions.assertThatThrownBy(() -> RocksJournal.open(directory()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "in use by process " + ProcessHandle.current().pid());
    }

    @Test
    void nobodyElseMayReadTheDirectory() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
                .isEqualTo("rwx------");
    }
}
