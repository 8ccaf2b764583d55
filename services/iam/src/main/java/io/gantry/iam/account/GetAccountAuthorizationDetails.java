package io.gantry.iam.account;

import io.gantry.base.Page;
import io.gantry.iam.group.Group;
import io.gantry.iam.group.Groups;
import io.gantry.iam.policy.Attachments;
import io.gantry.iam.policy.AwsManaged;
import io.gantry.iam.policy.ManagedPolicies;
import io.gantry.iam.policy.ManagedPolicy;
import io.gantry.iam.resource.Entity;
import io.gantry.iam.resource.Listing;
import io.gantry.iam.role.Role;
import io.gantry.iam.role.Roles;
import io.gantry.iam.user.User;
import io.gantry.iam.user.Users;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;

/** Shows users, groups, roles and the managed policies that somebody holds, all with their documents. */
public final class GetAccountAuthorizationDetails
        implements Operation<GetAccountAuthorizationDetailsRequest, GetAccountAuthorizationDetailsResponse> {
    private final StateStore store;
    private final Attachments attachments;

    public GetAccountAuthorizationDetails(StateStore store, Attachments attachments) {
        this.store = store;
        this.attachments = attachments;
    }

    @Override
    public GetAccountAuthorizationDetailsResponse call(GetAccountAuthorizationDetailsRequest in, CallContext call) {
        View view = store.view();
        String account = call.accountId();
        List<Entity> all = new ArrayList<>();
        if (wanted(in, EntityType.USER)) {
            all.addAll(Users.CATALOG.all(view, account));
        }
        if (wanted(in, EntityType.GROUP)) {
            all.addAll(Groups.CATALOG.all(view, account));
        }
        if (wanted(in, EntityType.ROLE)) {
            all.addAll(Roles.CATALOG.all(view, account));
        }
        if (wanted(in, EntityType.LOCAL_MANAGED_POLICY)) {
            all.addAll(ManagedPolicies.CATALOG.all(view, account));
        }
        if (wanted(in, EntityType.AWS_MANAGED_POLICY)) {
            AwsManaged.all().stream()
                    .filter(policy -> attachments.count(view, account, policy.arn()) > 0)
                    .forEach(all::add);
        }
        Page<Entity> page = Listing.page(all, Entity::arn, in.marker(), in.maxItems());
        return GetAccountAuthorizationDetailsResponse.builder()
                .userDetailList(of(page, User.class, user -> Details.of(view, user)))
                .groupDetailList(of(page, Group.class, group -> Details.of(view, group)))
                .roleDetailList(of(page, Role.class, role -> Details.of(view, role)))
                .policies(of(page, ManagedPolicy.class, policy -> Details.of(view, account, policy, attachments)))
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }

    private static boolean wanted(GetAccountAuthorizationDetailsRequest in, EntityType type) {
        return in.filter().isEmpty() || in.filter().contains(type);
    }

    private static <T, S> List<S> of(Page<Entity> page, Class<T> type, Function<T, S> shape) {
        return page.items().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .map(shape)
                .toList();
    }
}
