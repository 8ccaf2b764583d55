package io.gantry.logs.group;

import io.gantry.base.Arn;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A log group.
 *
 * @param name unique in its account and region
 * @param storageId under which the store of events knows it; another one when a group of this name is made again
 * @param retentionInDays how long events are kept; empty for ever
 * @param deletionProtected whether it may not be deleted
 */
public record LogGroup(
        String accountId,
        String region,
        String name,
        String storageId,
        Instant createdAt,
        Optional<Integer> retentionInDays,
        boolean deletionProtected,
        Map<String, String> tags) {
    public LogGroup {
        tags = Map.copyOf(tags);
    }

    /** The id of its record. */
    public String id() {
        return accountId + "/" + region + "/" + name;
    }

    /** Its ARN as tags and policies name it. */
    public String arn() {
        return Arn.of("logs", region, accountId, "log-group:" + name).toString();
    }

    /** Its ARN with all of its streams, which is what most answers carry. */
    public String arnWithStreams() {
        return arn() + ":*";
    }

    /** Events before this moment are not kept any more. */
    public Instant keptSince(Instant now) {
        return retentionInDays.map(days -> now.minus(Duration.ofDays(days))).orElse(Instant.EPOCH);
    }

    LogGroup withRetention(Optional<Integer> days) {
        return new LogGroup(accountId, region, name, storageId, createdAt, days, deletionProtected, tags);
    }

    LogGroup withTags(Map<String, String> others) {
        return new LogGroup(accountId, region, name, storageId, createdAt, retentionInDays, deletionProtected, others);
    }

    LogGroup withDeletionProtected(boolean isProtected) {
        return new LogGroup(accountId, region, name, storageId, createdAt, retentionInDays, isProtected, tags);
    }
}
