package io.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeeperTest {
    @TempDir
    private Path home = Path.of("");

    private Path run = home;

    @BeforeEach
    void aHome() throws IOException {
        run = Files.createDirectory(home.resolve("run"));
        Files.createDirectory(home.resolve("logs"));
    }

    @Test
    void aProcessThatIsKeptHasNoLastWords() throws IOException {
        assertThat(new Keeper(home, "node").lastWords()).isEmpty();
        Files.writeString(run.resolve("node.keeper"), "41");
        Files.writeString(run.resolve("node.pid"), "42");
        assertThat(new Keeper(home, "node").lastWords()).isEmpty();
    }

    @Test
    void theEndOfWhatAProcessPrintedIsWhyItsKeeperGaveUp() throws IOException {
        Files.writeString(run.resolve("node.pid"), "42");
        assertThat(new Keeper(home, "node").lastWords()).hasValue("");
        Files.writeString(
                home.resolve("logs/node.out"), "1\n2\n3\n4\n5\nnode.zone is \"\", but it must not be empty.\n");
        assertThat(new Keeper(home, "node").lastWords())
                .hasValueSatisfying(said ->
                        assertThat(said.lines()).hasSize(5).endsWith("node.zone is \"\", but it must not be empty."));
    }
}
