package io.gantry.iam.group;

import io.gantry.iam.resource.EntityIds;
import io.gantry.iam.resource.Names;
import io.gantry.iam.resource.Permissions;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.services.iam.model.CreateGroupRequest;
import software.amazon.awssdk.services.iam.model.CreateGroupResponse;

/** Makes a group without members. */
public final class CreateGroup implements Operation<CreateGroupRequest, CreateGroupResponse> {
    private final StateStore store;

    public CreateGroup(StateStore store) {
        this.store = store;
    }

    @Override
    public CreateGroupResponse call(CreateGroupRequest in, CallContext call) {
        String path = Names.path(in.path());
        return store.transact(tx -> {
            Group group = new Group(
                    call.accountId(),
                    in.groupName(),
                    EntityIds.newId(tx, "AGPA"),
                    path,
                    tx.now().truncatedTo(ChronoUnit.SECONDS),
                    Permissions.NONE);
            Groups.CATALOG.putNew(tx, group);
            return CreateGroupResponse.builder().group(GroupShapes.of(group)).build();
        });
    }
}
