package io.gantry.node;

import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.MetadataFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Metadata files of containers below a directory of the host, {@code task/container/ecs-container-metadata.json}. */
record HostMetadataFiles(Path root) implements MetadataFiles {
    private static final String FILE = "ecs-container-metadata.json";

    private Path directory(String task, String container) {
        return root.resolve(task.substring(task.lastIndexOf('/') + 1)).resolve(container);
    }

    /** Containers have the directory mounted and not the file: so it can be replaced as a whole. */
    @Override
    public Optional<String> write(String task, String container, String json) {
        Path directory = directory(task, container);
        try {
            Files.createDirectories(directory);
            Path fresh = Files.writeString(directory.resolve("." + FILE), json);
            Path _ = Files.move(
                    fresh,
                    directory.resolve(FILE),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
            return Optional.of(directory.toString());
        } catch (IOException unwritable) {
            throw new RuntimeFailure(
                    RuntimeFailure.Kind.REFUSED, "the metadata file cannot be written: " + unwritable, unwritable);
        }
    }

    @Override
    public Optional<String> read(String task, String container) {
        try {
            return Optional.of(Files.readString(directory(task, container).resolve(FILE)));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    @Override
    public void remove(String task, String container) {
        Path directory = directory(task, container);
        try {
            for (Path path : new Path[] {directory.resolve("." + FILE), directory.resolve(FILE), directory}) {
                Files.deleteIfExists(path);
            }
            // The last container of a task takes the task's directory with it.
            Files.deleteIfExists(root.resolve(task.substring(task.lastIndexOf('/') + 1)));
        } catch (IOException othersAreLeft) {
            return;
        }
    }
}
