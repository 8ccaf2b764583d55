package io.gantry.iam.policy;

import io.gantry.base.Page;
import io.gantry.iam.resource.Listing;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;

/** Lists managed policies, without descriptions and tags. */
public final class ListPolicies implements Operation<ListPoliciesRequest, ListPoliciesResponse> {
    private final StateStore store;
    private final Attachments attachments;

    public ListPolicies(StateStore store, Attachments attachments) {
        this.store = store;
        this.attachments = attachments;
    }

    @Override
    public ListPoliciesResponse call(ListPoliciesRequest in, CallContext call) {
        View view = store.view();
        String account = call.accountId();
        List<ManagedPolicy> policies = new ArrayList<>();
        if (in.scope() != PolicyScopeType.AWS) {
            policies.addAll(ManagedPolicies.CATALOG.all(view, account));
        }
        if (in.scope() != PolicyScopeType.LOCAL) {
            policies.addAll(AwsManaged.all());
        }
        boolean boundary = in.policyUsageFilter() == PolicyUsageType.PERMISSIONS_BOUNDARY;
        if (Boolean.TRUE.equals(in.onlyAttached()) || in.policyUsageFilter() != null) {
            policies.removeIf(policy ->
                    attachments.of(view, account, policy.arn(), boundary).isEmpty());
        }
        Page<ManagedPolicy> page =
                Listing.page(Listing.under(policies, in.pathPrefix()), ManagedPolicy::arn, in.marker(), in.maxItems());
        return ListPoliciesResponse.builder()
                .policies(page.items().stream()
                        .map(policy -> PolicyShapes.listed(view, account, policy, attachments)
                                .build())
                        .toList())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }
}
