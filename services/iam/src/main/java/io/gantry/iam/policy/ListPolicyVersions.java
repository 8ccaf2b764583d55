package io.gantry.iam.policy;

import io.gantry.base.Page;
import io.gantry.iam.resource.Listing;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;

/** Lists the versions of a managed policy, newest first. */
public final class ListPolicyVersions implements Operation<ListPolicyVersionsRequest, ListPolicyVersionsResponse> {
    private final StateStore store;

    public ListPolicyVersions(StateStore store) {
        this.store = store;
    }

    @Override
    public ListPolicyVersionsResponse call(ListPolicyVersionsRequest in, CallContext call) {
        ManagedPolicy policy = ManagedPolicies.required(store.view(), call.accountId(), in.policyArn());
        Page<PolicyVersion> page = Listing.page(
                policy.versions(), version -> newestFirst(version.versionId()), in.marker(), in.maxItems());
        return ListPolicyVersionsResponse.builder()
                .versions(page.items().stream()
                        .map(version -> PolicyShapes.listed(policy, version).build())
                        .toList())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }

    /** A key that falls as the number in {@code v12} grows. */
    private static String newestFirst(String versionId) {
        return "%010d".formatted(Integer.MAX_VALUE - Integer.parseInt(versionId.substring(1)));
    }
}
