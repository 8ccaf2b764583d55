package io.gantry.ecs.service;

import io.gantry.ecs.resource.Scope;
import java.time.Instant;
import java.util.Locale;

/**
 * Something that happened to a service, in AWS's words.
 *
 * @param sequence the service's own count, so that events sort as they happened
 * @param eventId what AWS shows as its id
 */
public record ServiceEvent(
        Scope scope, String cluster, String service, long sequence, String eventId, String message, Instant createdAt) {
    /** The id in {@link ServiceEvents#TABLE}; those of a service lie together, the oldest first. */
    public String id() {
        return scope.id(cluster + "/" + service + "/" + String.format(Locale.ROOT, "%012d", sequence));
    }
}
