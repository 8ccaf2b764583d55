package io.gantry.survival;

import io.gantry.conformance.EcsCalls;
import tools.jackson.databind.node.ObjectNode;

/** The task definitions of the load. */
final class Definitions {
    static final String IMAGE = "gantry/sample:latest";

    /** What a runner answers to SIGTERM. */
    static final int STOPPED_KINDLY = 42;

    /** Killed because the signal came before the shell could hear it. */
    static final int KILLED = 137;

    /** Runs on until it is stopped. */
    private static final String FOREVER =
            "trap 'exit " + STOPPED_KINDLY + "' TERM; while true; do sleep 1000 & wait $!; done";

    /** How a task lives. */
    enum Life {
        /** Until it is stopped. */
        LONG,
        /** Until it is stopped, with a host port that only one task can have. */
        PORT,
        /** A while, then it exits with a code. */
        ENDS,
        /** The same, with a second container that runs until the first has ended. */
        ENDS_WITH_SIDECAR;

        boolean runsOn() {
            return this == LONG || this == PORT;
        }

        String family() {
            return switch (this) {
                case LONG -> "long";
                case PORT -> "port";
                case ENDS -> "ends";
                case ENDS_WITH_SIDECAR -> "sidecar";
            };
        }
    }

    private Definitions() {}

    /**
     * The input of RegisterTaskDefinition.
     *
     * @param serial tells revisions apart
     * @param tenths for a task that ends: how long it runs, in tenths of a second
     */
    static ObjectNode of(Life life, int serial, int exitCode, int tenths, int hostPort) {
        ObjectNode definition = EcsCalls.object().put("family", life.family()).put("networkMode", "bridge");
        String command = life.runsOn() ? FOREVER : "sleep " + tenths / 10 + "." + tenths % 10 + "; exit " + exitCode;
        ObjectNode main = container(definition, "main", command);
        main.putArray("environment").addObject().put("name", "SERIAL").put("value", Integer.toString(serial));
        if (life.runsOn()) {
            ObjectNode port = main.putArray("portMappings").addObject().put("containerPort", 8080);
            port.put("hostPort", life == Life.PORT ? hostPort : 0);
        }
        if (life == Life.ENDS_WITH_SIDECAR) {
            container(definition, "side", FOREVER).put("essential", false);
        }
        return definition;
    }

    private static ObjectNode container(ObjectNode definition, String name, String command) {
        ObjectNode container = definition
                .withArray("containerDefinitions")
                .addObject()
                .put("name", name)
                .put("image", IMAGE)
                .put("cpu", 8)
                .put("memory", 16)
                .put("essential", true)
                .put("stopTimeout", 2);
        container.putArray("command").add("sh").add("-c").add(command);
        return container;
    }
}
