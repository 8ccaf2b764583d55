package io.gantry.iam.policy;

import io.gantry.base.Page;
import io.gantry.iam.resource.Holder;
import io.gantry.iam.resource.Listing;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.PolicyGroup;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PolicyUser;

/** Lists who holds a managed policy, or whose boundary it is. */
public final class ListEntitiesForPolicy
        implements Operation<ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse> {
    private final StateStore store;
    private final Attachments attachments;

    public ListEntitiesForPolicy(StateStore store, Attachments attachments) {
        this.store = store;
        this.attachments = attachments;
    }

    @Override
    public ListEntitiesForPolicyResponse call(ListEntitiesForPolicyRequest in, CallContext call) {
        View view = store.view();
        String arn =
                ManagedPolicies.required(view, call.accountId(), in.policyArn()).arn();
        List<Holder> holders = new ArrayList<>();
        if (in.policyUsageFilter() != PolicyUsageType.PERMISSIONS_BOUNDARY) {
            holders.addAll(attachments.of(view, call.accountId(), arn, false));
        }
        if (in.policyUsageFilter() != PolicyUsageType.PERMISSIONS_POLICY) {
            holders.addAll(attachments.of(view, call.accountId(), arn, true));
        }
        holders.removeIf(holder -> !wanted(in, holder));
        Page<Holder> page = Listing.page(
                Listing.under(holders.stream().distinct().toList(), in.pathPrefix()),
                Holder::arn,
                in.marker(),
                in.maxItems());
        return ListEntitiesForPolicyResponse.builder()
                .policyUsers(of(page, "user")
                        .map(user -> PolicyUser.builder()
                                .userName(user.name())
                                .userId(user.entityId())
                                .build())
                        .toList())
                .policyGroups(of(page, "group")
                        .map(group -> PolicyGroup.builder()
                                .groupName(group.name())
                                .groupId(group.entityId())
                                .build())
                        .toList())
                .policyRoles(of(page, "role")
                        .map(role -> PolicyRole.builder()
                                .roleName(role.name())
                                .roleId(role.entityId())
                                .build())
                        .toList())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }

    private static boolean wanted(ListEntitiesForPolicyRequest in, Holder holder) {
        EntityType filter = in.entityFilter();
        return filter == null || filter.toString().toLowerCase(Locale.ROOT).equals(holder.type());
    }

    private static Stream<Holder> of(Page<Holder> page, String type) {
        return page.items().stream().filter(holder -> holder.type().equals(type));
    }
}
