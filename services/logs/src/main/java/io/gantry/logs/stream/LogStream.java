package io.gantry.logs.stream;

import io.gantry.logs.group.LogGroup;
import io.gantry.logs.port.LogStore;
import java.time.Instant;

/**
 * A log stream: the events of one source.
 *
 * @param groupId the {@link LogGroup#storageId} of its group
 * @param name unique in its group
 * @param storageId under which the store of events knows it; another one when a stream of this name is made again
 */
public record LogStream(
        String accountId, String region, String groupId, String name, String storageId, Instant createdAt) {
    /** The id of its record. */
    public String id() {
        return accountId + "/" + region + "/" + groupId + "/" + name;
    }

    /** Where its events are. */
    public LogStore.Stream events() {
        return new LogStore.Stream(groupId, storageId);
    }
}
