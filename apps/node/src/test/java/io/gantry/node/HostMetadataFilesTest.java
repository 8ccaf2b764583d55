package io.gantry.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.agent.node.port.MetadataFiles;
import io.gantry.kit.agent.MetadataFilesContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostMetadataFilesTest extends MetadataFilesContract {
    @TempDir
    Path root;

    @Override
    protected MetadataFiles files() {
        return new HostMetadataFiles(root.resolve("metadata"));
    }

    @Override
    protected MetadataFiles restarted() {
        return files();
    }

    @Test
    void theLastContainerTakesTheDirectoryOfItsTask() {
        assertThat(files().write("task/one", "web", "{}")).contains(root + "/metadata/one/web");
        files().remove("task/one", "web");

        assertThat(root.resolve("metadata")).isEmptyDirectory();
    }
}
