package io.gantry.ec2.networkinterface;

import java.time.Instant;

/**
 * That an interface is attached.
 *
 * @param instanceId to what; what a service calls an instance is the service's own business
 * @param instanceOwnerId the account, or the service that attached it
 */
public record Attachment(
        String attachmentId,
        String instanceId,
        String instanceOwnerId,
        int deviceIndex,
        boolean deleteOnTermination,
        Instant attachTime) {
    Attachment withDeleteOnTermination(boolean delete) {
        return new Attachment(attachmentId, instanceId, instanceOwnerId, deviceIndex, delete, attachTime);
    }
}
