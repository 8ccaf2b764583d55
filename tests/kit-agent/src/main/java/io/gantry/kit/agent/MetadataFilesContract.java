package io.gantry.kit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.agent.node.port.MetadataFiles;
import org.junit.jupiter.api.Test;

/** What every host does for metadata files. */
public abstract class MetadataFilesContract {
    private static final String TASK =
            "arn:aws:ecs:us-east-1:111122223333:task/default/0123456789abcdef0123456789abcdef";

    /** The files under test, of which there are none yet. */
    protected abstract MetadataFiles files();

    /** The same host, used by the next process of the same node. */
    protected abstract MetadataFiles restarted();

    @Test
    void whatIsWrittenIsReadUntilItIsRemoved() {
        MetadataFiles files = files();
        assertThat(files.read(TASK, "web")).isEmpty();
        String directory = files.write(TASK, "web", "{}").orElseThrow();
        assertThat(files.write(TASK, "web", "{\"a\":1}")).contains(directory);
        assertThat(files.write(TASK, "side", "{}")).isNotEmpty().isNotEqualTo(java.util.Optional.of(directory));

        assertThat(restarted().read(TASK, "web")).contains("{\"a\":1}");
        files.remove(TASK, "web");
        files.remove(TASK, "web");
        assertThat(files.read(TASK, "web")).isEmpty();
        assertThat(files.read(TASK, "side")).contains("{}");
    }
}
