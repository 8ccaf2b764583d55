package io.gantry.iam.accesskey;

import io.gantry.base.AwsError;
import io.gantry.iam.user.User;
import io.gantry.iam.user.Users;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedRequest;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedResponse;

/** Says whose a key is, and for what it was last used. */
public final class GetAccessKeyLastUsed
        implements Operation<GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse> {
    private final StateStore store;

    public GetAccessKeyLastUsed(StateStore store) {
        this.store = store;
    }

    @Override
    public GetAccessKeyLastUsedResponse call(GetAccessKeyLastUsedRequest in, CallContext call) {
        View view = store.view();
        AccessKey key = view.get(AccessKeys.TABLE, in.accessKeyId())
                .filter(found -> found.accountId().equals(call.accountId()))
                .orElseThrow(() -> AwsError.client(
                        "AccessDeniedException",
                        "User: " + call.principal().arn()
                                + " is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key "
                                + in.accessKeyId()));
        return GetAccessKeyLastUsedResponse.builder()
                .userName(Users.withId(view, key.accountId(), key.userId())
                        .map(User::name)
                        .orElse(null))
                .accessKeyLastUsed(use -> key.lastUse()
                        .ifPresentOrElse(
                                last -> use.lastUsedDate(last.at())
                                        .serviceName(last.service())
                                        .region(last.region()),
                                () -> use.serviceName(NEVER).region(NEVER)))
                .build();
    }

    /** What AWS says of a key that was not used yet. */
    private static final String NEVER = "N/A";
}
