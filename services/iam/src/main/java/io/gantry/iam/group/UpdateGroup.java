package io.gantry.iam.group;

import io.gantry.iam.resource.Names;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.UpdateGroupRequest;
import software.amazon.awssdk.services.iam.model.UpdateGroupResponse;

/** Gives a group another name or path. Its members stay. */
public final class UpdateGroup implements Operation<UpdateGroupRequest, UpdateGroupResponse> {
    private final StateStore store;

    public UpdateGroup(StateStore store) {
        this.store = store;
    }

    @Override
    public UpdateGroupResponse call(UpdateGroupRequest in, CallContext call) {
        return store.transact(tx -> {
            Group group = Groups.CATALOG.locked(tx, call.accountId(), in.groupName());
            Group renamed = group.renamed(
                    Names.text(in.newGroupName()).orElse(group.name()),
                    Names.text(in.newPath()).map(Names::path).orElse(group.path()));
            tx.delete(Groups.TABLE, group.id());
            Groups.CATALOG.putNew(tx, renamed);
            return UpdateGroupResponse.builder().build();
        });
    }
}
