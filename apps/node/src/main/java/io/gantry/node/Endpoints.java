package io.gantry.node;

import io.gantry.agent.node.port.ControlPlane;
import io.gantry.agent.protocol.AgentTimers;
import io.gantry.base.Env;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The discovered endpoints (agent-protocol.md 2.2): kept twelve hours, and longer when asking again fails. */
final class Endpoints {
    private final EcsApi api;
    private final String cluster;
    private final String containerInstance;
    private final Env env;
    private Optional<Found> found = Optional.empty();

    private record Found(String acs, String tcs, Instant at) {}

    Endpoints(EcsApi api, String cluster, String containerInstance, Env env) {
        this.api = api;
        this.cluster = cluster;
        this.containerInstance = containerInstance;
        this.env = env;
    }

    /** @throws ControlPlane.Refused when it was never answered */
    synchronized String acs() {
        return current().acs();
    }

    /** @throws ControlPlane.Refused when it was never answered */
    synchronized String tcs() {
        return current().tcs();
    }

    /** A connection failed: the next one asks again, since a server may have moved. */
    synchronized void doubt() {
        found = found.map(known -> new Found(known.acs(), known.tcs(), Instant.EPOCH));
    }

    private Found current() {
        boolean fresh = found.map(
                        known -> known.at().plus(AgentTimers.ENDPOINT_CACHE).isAfter(env.now()))
                .orElse(false);
        if (!fresh) {
            try {
                JsonNode answer = api.discover(cluster, containerInstance);
                found = Optional.of(new Found(
                        answer.path("endpoint").asString(""),
                        answer.path("telemetryEndpoint").asString(""),
                        env.now()));
            } catch (ControlPlane.Refused unanswered) {
                if (found.isEmpty()) {
                    throw unanswered;
                }
            }
        }
        return found.orElseThrow();
    }
}
