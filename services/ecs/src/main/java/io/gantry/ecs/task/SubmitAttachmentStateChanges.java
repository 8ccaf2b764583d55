package io.gantry.ecs.task;

import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ecs.model.SubmitAttachmentStateChangesRequest;
import software.amazon.awssdk.services.ecs.model.SubmitAttachmentStateChangesResponse;

/**
 * A report on interfaces and volumes. We attach none yet, so each is one that we have forgotten; it is acknowledged, else
 * its agent would repeat it for ever.
 */
public final class SubmitAttachmentStateChanges
        implements Operation<SubmitAttachmentStateChangesRequest, SubmitAttachmentStateChangesResponse> {
    @Override
    public SubmitAttachmentStateChangesResponse call(SubmitAttachmentStateChangesRequest in, CallContext call) {
        return SubmitAttachmentStateChangesResponse.builder()
                .acknowledgment("ok")
                .build();
    }
}
