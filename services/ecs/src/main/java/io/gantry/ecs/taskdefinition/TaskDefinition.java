package io.gantry.ecs.taskdefinition;

import io.gantry.base.Arn;
import io.gantry.ecs.resource.Scope;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One revision of a family. All but its status, tags and dates never changes.
 *
 * @param definition AWS's TaskDefinition shape as JSON, whole, with the defaults that AWS adds, and without what the other
 *     members say (ARN, status, dates)
 * @param registeredBy the ARN of the principal that registered it
 */
public record TaskDefinition(
        Scope scope,
        String family,
        int revision,
        Status status,
        String definition,
        Map<String, String> tags,
        Instant registeredAt,
        String registeredBy,
        Optional<Instant> deregisteredAt,
        Optional<Instant> deleteRequestedAt) {

    /** A task definition's states, as AWS prints them. */
    public enum Status {
        ACTIVE,
        INACTIVE,
        DELETE_IN_PROGRESS
    }

    /** The id in {@link TaskDefinitions#TABLE}; ids of one family sort by revision. */
    public String id() {
        return id(scope, family, revision);
    }

    static String id(Scope scope, String family, int revision) {
        return scope.id(family + "/" + String.format(Locale.ROOT, "%010d", revision));
    }

    /** {@code family:revision}. */
    public String name() {
        return family + ":" + revision;
    }

    /** {@code arn:aws:ecs:<region>:<account>:task-definition/<family>:<revision>}. */
    public Arn arn() {
        return scope.arn("task-definition/" + name());
    }

    TaskDefinition withTags(Map<String, String> newTags) {
        return new TaskDefinition(
                scope,
                family,
                revision,
                status,
                definition,
                newTags,
                registeredAt,
                registeredBy,
                deregisteredAt,
                deleteRequestedAt);
    }

    /** Deregistered: nothing new can use it. */
    TaskDefinition inactive(Instant now) {
        return new TaskDefinition(
                scope,
                family,
                revision,
                Status.INACTIVE,
                definition,
                tags,
                registeredAt,
                registeredBy,
                Optional.of(now),
                deleteRequestedAt);
    }

    /** About to be forgotten, once nothing uses it. */
    TaskDefinition deleting(Instant now) {
        return new TaskDefinition(
                scope,
                family,
                revision,
                Status.DELETE_IN_PROGRESS,
                definition,
                tags,
                registeredAt,
                registeredBy,
                deregisteredAt,
                Optional.of(now));
    }
}
