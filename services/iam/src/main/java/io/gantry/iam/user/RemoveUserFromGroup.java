package io.gantry.iam.user;

import io.gantry.iam.group.Group;
import io.gantry.iam.group.Groups;
import io.gantry.iam.resource.IamErrors;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupRequest;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupResponse;

/** Takes a user out of a group. */
public final class RemoveUserFromGroup implements Operation<RemoveUserFromGroupRequest, RemoveUserFromGroupResponse> {
    private final StateStore store;

    public RemoveUserFromGroup(StateStore store) {
        this.store = store;
    }

    @Override
    public RemoveUserFromGroupResponse call(RemoveUserFromGroupRequest in, CallContext call) {
        return store.transact(tx -> {
            Group group = Groups.CATALOG.required(tx, call.accountId(), in.groupName());
            User user = Users.CATALOG.locked(tx, call.accountId(), in.userName());
            if (!user.groupIds().contains(group.entityId())) {
                throw IamErrors.noSuchEntity("User " + user.name() + " is not in group " + group.name() + ".");
            }
            tx.put(Users.TABLE, user.leaving(group.entityId()));
            return RemoveUserFromGroupResponse.builder().build();
        });
    }
}
