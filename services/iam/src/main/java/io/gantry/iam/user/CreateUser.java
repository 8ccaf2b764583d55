package io.gantry.iam.user;

import io.gantry.iam.policy.Boundaries;
import io.gantry.iam.resource.EntityIds;
import io.gantry.iam.resource.Names;
import io.gantry.iam.resource.Permissions;
import io.gantry.iam.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateUserResponse;

/** Makes a user without permissions. */
public final class CreateUser implements Operation<CreateUserRequest, CreateUserResponse> {
    private final StateStore store;

    public CreateUser(StateStore store) {
        this.store = store;
    }

    @Override
    public CreateUserResponse call(CreateUserRequest in, CallContext call) {
        String path = Names.path(in.path());
        Map<String, String> tags = Tags.of(in.tags());
        return store.transact(tx -> {
            User user = new User(
                    call.accountId(),
                    in.userName(),
                    EntityIds.newId(tx, "AIDA"),
                    path,
                    tx.now().truncatedTo(ChronoUnit.SECONDS),
                    Permissions.NONE,
                    Boundaries.entered(tx, call.accountId(), in.permissionsBoundary()),
                    List.of(),
                    tags);
            Users.CATALOG.putNew(tx, user);
            return CreateUserResponse.builder().user(UserShapes.whole(user)).build();
        });
    }
}
