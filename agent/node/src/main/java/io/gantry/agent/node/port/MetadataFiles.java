package io.gantry.agent.node.port;

import java.util.Optional;

/** Where the container metadata files of a host lie: one for each container, in a directory of its own, so that it can be replaced as a whole. */
public interface MetadataFiles {
    /** A host that keeps none. */
    MetadataFiles NONE = new MetadataFiles() {
        @Override
        public Optional<String> write(String task, String container, String json) {
            return Optional.empty();
        }

        @Override
        public Optional<String> read(String task, String container) {
            return Optional.empty();
        }

        @Override
        public void remove(String task, String container) {}
    };

    /**
     * Writes a container's file, or replaces it.
     *
     * @param task its ARN
     * @return the directory on the host in which it lies; empty where there are no such files
     * @throws ContainerRuntime.RuntimeFailure when it cannot be written
     */
    Optional<String> write(String task, String container, String json);

    /** What a container's file holds; empty when it has none. */
    Optional<String> read(String task, String container);

    /** Removes a container's file; nothing when it has none. */
    void remove(String task, String container);
}
