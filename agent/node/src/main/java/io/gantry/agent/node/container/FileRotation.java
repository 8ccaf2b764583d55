package io.gantry.agent.node.container;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How much output the engine keeps of a container in files on this host. Output that is shipped from here waits in them while
 * the service cannot be reached, so they are the buffer that the options {@code mode} and {@code max-buffer-size} speak of.
 *
 * @param size of one file, as the engine writes sizes
 * @param files how many
 */
record FileRotation(String size, int files) {
    /** The driver that writes them. */
    static final String DRIVER = "json-file";

    /** Of output that stays here. */
    static final FileRotation USUAL = new FileRotation("16m", 3);

    /** Of output that must not be lost: half a gigabyte, since the containers share the host's disk. */
    private static final FileRotation PATIENT = new FileRotation("64m", 8);

    /** Of output that may be lost rather than take room: ten megabytes, as Amazon ECS does. */
    private static final String BUFFER = "10m";

    /** What the options of a driver that ships output ask for. */
    static FileRotation of(JsonNode options) {
        boolean mayLose = options.path("mode").asString("").equals("non-blocking");
        return mayLose ? new FileRotation(options.path("max-buffer-size").asString(BUFFER), 2) : PATIENT;
    }

    /** Writes it into the engine's log configuration unless that says something itself. */
    void write(ObjectNode log) {
        log.put("Type", DRIVER);
        ObjectNode options = log.withObjectProperty("Config");
        if (!options.has("max-size")) {
            options.put("max-size", size);
            options.put("max-file", Integer.toString(files));
        }
    }
}
