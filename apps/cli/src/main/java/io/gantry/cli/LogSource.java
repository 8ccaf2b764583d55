package io.gantry.cli;

import java.util.Optional;

/**
 * A container whose output is shown.
 *
 * @param taskArn its task
 * @param container its name in the definition
 * @param stream where its output is in CloudWatch Logs; empty when the node keeps it
 */
record LogSource(String taskArn, String container, Optional<Stream> stream) {
    private static final int SHOWN = 8;

    /** A log stream. */
    record Stream(String region, String group, String name) {}

    /** The task as people are shown it. */
    String task() {
        String id = EcsReader.last(taskArn);
        return id.length() > SHOWN ? id.substring(0, SHOWN) : id;
    }
}
