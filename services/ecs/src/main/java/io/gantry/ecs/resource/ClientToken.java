package io.gantry.ecs.resource;

import java.time.Instant;
import java.util.List;

/**
 * That a caller's call with a client token has been carried out.
 *
 * @param operation for example {@code RunTask}
 * @param token what the caller sent
 * @param fingerprint of the call's parameters, so that the same token with others is refused
 * @param resources the ids of what the call made, for answering it again
 * @param usedAt when it was carried out
 */
public record ClientToken(
        Scope scope, String operation, String token, String fingerprint, List<String> resources, Instant usedAt) {
    public ClientToken {
        resources = List.copyOf(resources);
    }

    /** The id in {@link ClientTokens#TABLE}. */
    public String id() {
        return id(scope, operation, token);
    }

    static String id(Scope scope, String operation, String token) {
        return scope.id(operation + "/" + token);
    }
}
