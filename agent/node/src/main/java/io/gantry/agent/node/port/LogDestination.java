package io.gantry.agent.node.port;

import java.util.Map;
import java.util.Optional;

/** Where containers' output is sent that stays not on this host. */
public interface LogDestination {
    /** No output is sent anywhere. */
    LogDestination NONE = (labels, runtimeId) -> Optional.empty();

    /**
     * Makes ready for the output of a container that is about to start. A destination that cannot be reached refuses nothing: output
     * is sent when it answers again.
     *
     * @param labels the container's
     * @return why the output cannot be sent, so that the container must not start
     */
    Optional<String> prepare(Map<String, String> labels, String runtimeId);
}
