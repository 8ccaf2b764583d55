package io.gantry.iam.user;

import io.gantry.iam.group.Group;
import io.gantry.iam.group.Groups;
import io.gantry.iam.policy.Holders;
import io.gantry.iam.resource.IamErrors;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.DeleteGroupRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupResponse;

/** Deletes a group that has neither members nor policies. */
public final class DeleteGroup implements Operation<DeleteGroupRequest, DeleteGroupResponse> {
    private final StateStore store;

    public DeleteGroup(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteGroupResponse call(DeleteGroupRequest in, CallContext call) {
        return store.transact(tx -> {
            Group group = Groups.CATALOG.locked(tx, call.accountId(), in.groupName());
            if (!Users.in(tx, group).isEmpty()) {
                throw IamErrors.deleteConflict("Cannot delete entity, must remove users from group first.");
            }
            Holders.checkEmpty(group);
            tx.delete(Groups.TABLE, group.id());
            return DeleteGroupResponse.builder().build();
        });
    }
}
