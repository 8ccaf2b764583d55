package io.gantry.ecs.cluster;

import io.gantry.base.Arn;
import io.gantry.ecs.resource.Scope;
import java.time.Instant;
import java.util.Map;

/**
 * A cluster.
 *
 * @param name unique in its scope among clusters that are not INACTIVE
 * @param definition what the caller wrote (configuration, settings, capacity providers ...) as the JSON of AWS's Cluster
 *     shape, whole, so that nothing is lost on read-back
 * @param tags in the order AWS keeps none
 * @param changedAt of the last change of status; an INACTIVE cluster is forgotten some time after it
 */
public record Cluster(
        Scope scope, String name, Status status, String definition, Map<String, String> tags, Instant changedAt) {

    /** A cluster's states, as AWS prints them. */
    public enum Status {
        ACTIVE,
        PROVISIONING,
        DEPROVISIONING,
        FAILED,
        INACTIVE
    }

    /** The id in {@link Clusters#TABLE}. */
    public String id() {
        return scope.id(name);
    }

    /** {@code arn:aws:ecs:<region>:<account>:cluster/<name>}. */
    public Arn arn() {
        return scope.arn("cluster/" + name);
    }

    /**
     * Whether what was made at {@code moment} is this cluster's, and not that of one of the same name that was deleted before
     * this was made.
     */
    public boolean holdsSince(Instant moment) {
        return status == Status.INACTIVE || moment.toEpochMilli() >= changedAt.toEpochMilli();
    }

    Cluster withDefinition(String newDefinition) {
        return new Cluster(scope, name, status, newDefinition, tags, changedAt);
    }

    Cluster withTags(Map<String, String> newTags) {
        return new Cluster(scope, name, status, definition, newTags, changedAt);
    }

    Cluster inactive(Instant now) {
        return new Cluster(scope, name, Status.INACTIVE, definition, tags, now);
    }
}
