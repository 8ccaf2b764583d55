package io.gantry.kit.agent;

import io.gantry.agent.node.port.MetadataFiles;

/** The fake keeps the port's contract. */
final class FakeMetadataFilesTest extends MetadataFilesContract {
    private final MetadataFiles files = new FakeMetadataFiles();

    @Override
    protected MetadataFiles files() {
        return files;
    }

    @Override
    protected MetadataFiles restarted() {
        return files;
    }
}
