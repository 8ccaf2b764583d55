package io.gantry.seal.tink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.Seal;
import io.gantry.kit.SealContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TinkSealTest extends SealContract {
    @TempDir
    private Path folder;

    @Override
    protected Seal seal() {
        return TinkSeal.of(folder.resolve("seal.json"));
    }

    @Test
    void theKeyIsItsOwnersAlone() throws IOException {
        String _ = seal().seal("secret", "here");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("seal.json"))))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("seal.json.new")).doesNotExist();
    }

    @Test
    void theNextStartOpensWhatTheLastOneSealed() {
        String sealed = seal().seal("secret", "here");
        assertThat(seal().open(sealed, "here")).contains("secret");
        assertThat(TinkSeal.of(folder.resolve("another.json")).open(sealed, "here"))
                .isEmpty();
    }

    @Test
    void manyThatBeginAtOnceSealWithOneKey() {
        Seal seal = seal();
        List<String> sealed = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> seal.seal("secret " + i, "here"))
                .toList();
        assertThat(sealed)
                .allSatisfy(text -> assertThat(seal().open(text, "here")).isPresent());
    }

    @Test
    void aFileWithoutAKeyIsToldByName() throws IOException {
        Files.writeString(folder.resolve("seal.json"), "{}");
        assertThatThrownBy(() -> seal().seal("secret", "here"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("seal.json");
    }
}
