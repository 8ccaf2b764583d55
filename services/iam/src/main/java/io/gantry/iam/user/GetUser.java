package io.gantry.iam.user;

import io.gantry.iam.resource.Names;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.time.Instant;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserResponse;

/** Describes a user; without a name, the caller. */
public final class GetUser implements Operation<GetUserRequest, GetUserResponse> {
    private final StateStore store;

    public GetUser(StateStore store) {
        this.store = store;
    }

    @Override
    public GetUserResponse call(GetUserRequest in, CallContext call) {
        View view = store.view();
        if (call.principal().root() && Names.text(in.userName()).isEmpty()) {
            return GetUserResponse.builder()
                    .user(shape -> shape.userId(call.accountId())
                            .arn(call.principal().arn())
                            .path("/")
                            .createDate(Instant.EPOCH))
                    .build();
        }
        return GetUserResponse.builder()
                .user(UserShapes.whole(Callers.user(view, call, in.userName())))
                .build();
    }
}
