package io.gantry.ecs.port;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where sessions of ECS Exec are opened. The bytes of a session go from its client to the container's host and never pass
 * through the store, so a session lives as long as the process that opened it.
 */
public interface CommandSessions {
    /**
     * Sessions of one container at a time.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html">ECS: service quotas</a>
     */
    int MOST = 1000;

    /** A session for {@code wanted}, which waits for its client; empty when the container has {@link #MOST} of them. */
    Optional<Opened> open(Wanted wanted);

    /**
     * What is to be run for whom.
     *
     * @param caller the principal's ARN, for the log
     * @param task its ARN
     * @param container the container's name
     * @param runtimeId the engine's id of the container
     * @param hostRecordId the record id of the task's container instance
     * @param command as the caller wrote it, for the log
     * @param words the program and its arguments
     * @param endpoint by which the caller reached us
     */
    record Wanted(
            String caller,
            String task,
            String container,
            String runtimeId,
            String hostRecordId,
            String command,
            List<String> words,
            URI endpoint) {
        public Wanted {
            words = List.copyOf(words);
        }
    }

    /**
     * A session that waits for its client.
     *
     * @param token what its client shows, once; it is worthless soon after
     * @param streamUrl where its client connects
     */
    record Opened(String sessionId, String token, URI streamUrl) {
        /** Never the token. */
        @Override
        public String toString() {
            return "Opened[" + sessionId + "]";
        }
    }
}
