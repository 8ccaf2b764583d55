package io.gantry.iam.user;

import io.gantry.iam.group.Group;
import io.gantry.iam.group.Groups;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.AddUserToGroupRequest;
import software.amazon.awssdk.services.iam.model.AddUserToGroupResponse;

/** Puts a user in a group. */
public final class AddUserToGroup implements Operation<AddUserToGroupRequest, AddUserToGroupResponse> {
    private final StateStore store;

    public AddUserToGroup(StateStore store) {
        this.store = store;
    }

    @Override
    public AddUserToGroupResponse call(AddUserToGroupRequest in, CallContext call) {
        return store.transact(tx -> {
            Group group = Groups.CATALOG.required(tx, call.accountId(), in.groupName());
            User user = Users.CATALOG.locked(tx, call.accountId(), in.userName());
            tx.put(Users.TABLE, user.joining(group.entityId()));
            return AddUserToGroupResponse.builder().build();
        });
    }
}
