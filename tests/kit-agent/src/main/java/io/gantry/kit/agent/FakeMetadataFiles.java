package io.gantry.kit.agent;

import io.gantry.agent.node.port.MetadataFiles;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Metadata files in memory. They outlive the process that writes them, as a disk does. */
public final class FakeMetadataFiles implements MetadataFiles {
    private final Map<String, String> byPlace = new TreeMap<>();

    private static String place(String task, String container) {
        return task + "/" + container;
    }

    @Override
    public Optional<String> write(String task, String container, String json) {
        byPlace.put(place(task, container), json);
        return Optional.of("/files/" + place(task, container));
    }

    @Override
    public Optional<String> read(String task, String container) {
        return Optional.ofNullable(byPlace.get(place(task, container)));
    }

    @Override
    public void remove(String task, String container) {
        byPlace.remove(place(task, container));
    }
}
