package io.gantry.iam.accesskey;

import io.gantry.base.Page;
import io.gantry.iam.resource.Listing;
import io.gantry.iam.resource.Names;
import io.gantry.iam.user.Callers;
import io.gantry.iam.user.User;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.ListAccessKeysRequest;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;
import software.amazon.awssdk.services.iam.model.StatusType;

/** Lists the keys of a user; without a name, those of the caller. */
public final class ListAccessKeys implements Operation<ListAccessKeysRequest, ListAccessKeysResponse> {
    private final StateStore store;

    public ListAccessKeys(StateStore store) {
        this.store = store;
    }

    @Override
    public ListAccessKeysResponse call(ListAccessKeysRequest in, CallContext call) {
        View view = store.view();
        if (call.principal().root() && Names.text(in.userName()).isEmpty()) {
            return rootKey(call);
        }
        User user = Callers.user(view, call, in.userName());
        Page<AccessKey> page =
                Listing.page(AccessKeys.of(view, user), AccessKey::accessKeyId, in.marker(), in.maxItems());
        return ListAccessKeysResponse.builder()
                .accessKeyMetadata(page.items().stream()
                        .map(key -> AccessKeyMetadata.builder()
                                .userName(user.name())
                                .accessKeyId(key.accessKeyId())
                                .status(key.inactive() ? StatusType.INACTIVE : StatusType.ACTIVE)
                                .createDate(key.createDate())
                                .build())
                        .toList())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }

    /** The root's key stands in a file of the server's home: all that is known of it here is that it signed this call. */
    private static ListAccessKeysResponse rootKey(CallContext call) {
        return ListAccessKeysResponse.builder()
                .accessKeyMetadata(AccessKeyMetadata.builder()
                        .accessKeyId(call.principal().accessKeyId())
                        .status(StatusType.ACTIVE)
                        .build())
                .isTruncated(false)
                .build();
    }
}
