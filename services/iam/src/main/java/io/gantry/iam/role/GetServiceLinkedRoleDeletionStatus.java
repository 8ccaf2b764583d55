package io.gantry.iam.role;

import io.gantry.iam.resource.IamErrors;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.DeletionTaskStatusType;
import software.amazon.awssdk.services.iam.model.GetServiceLinkedRoleDeletionStatusRequest;
import software.amazon.awssdk.services.iam.model.GetServiceLinkedRoleDeletionStatusResponse;

/** Says how the deletion of the role of a service went: those that were begun are done. */
public final class GetServiceLinkedRoleDeletionStatus
        implements Operation<GetServiceLinkedRoleDeletionStatusRequest, GetServiceLinkedRoleDeletionStatusResponse> {

    @Override
    public GetServiceLinkedRoleDeletionStatusResponse call(
            GetServiceLinkedRoleDeletionStatusRequest in, CallContext call) {
        if (!in.deletionTaskId().matches("task/aws-service-role/[^/]+/[^/]+/[0-9a-f]{32}")) {
            throw IamErrors.noSuchEntity("The deletion task " + in.deletionTaskId() + " cannot be found.");
        }
        return GetServiceLinkedRoleDeletionStatusResponse.builder()
                .status(DeletionTaskStatusType.SUCCEEDED)
                .build();
    }
}
