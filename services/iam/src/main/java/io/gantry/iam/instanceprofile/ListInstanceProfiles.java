package io.gantry.iam.instanceprofile;

import io.gantry.base.Page;
import io.gantry.iam.resource.Listing;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesResponse;

/** Lists the instance profiles under a path. */
public final class ListInstanceProfiles
        implements Operation<ListInstanceProfilesRequest, ListInstanceProfilesResponse> {
    private final StateStore store;

    public ListInstanceProfiles(StateStore store) {
        this.store = store;
    }

    @Override
    public ListInstanceProfilesResponse call(ListInstanceProfilesRequest in, CallContext call) {
        View view = store.view();
        Page<InstanceProfile> page = Listing.page(
                Listing.under(InstanceProfiles.CATALOG.all(view, call.accountId()), in.pathPrefix()),
                InstanceProfile::id,
                in.marker(),
                in.maxItems());
        return ListInstanceProfilesResponse.builder()
                .instanceProfiles(page.items().stream()
                        .map(profile ->
                                InstanceProfileShapes.listed(view, profile).build())
                        .toList())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }
}
