package io.gantry.iam.policy;

import io.gantry.base.AwsError;
import io.gantry.base.Page;
import io.gantry.iam.resource.Catalog;
import io.gantry.iam.resource.Documents;
import io.gantry.iam.resource.Holder;
import io.gantry.iam.resource.IamErrors;
import io.gantry.iam.resource.Listing;
import io.gantry.iam.resource.Permissions;
import io.gantry.state.Index;
import io.gantry.state.StateStore;
import io.gantry.state.Tx;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;

/**
 * Those of one kind who can hold policies, and what is done to the policies they hold.
 *
 * @param noun {@code user}, {@code group} or {@code role}
 * @param rewrite the same record with other permissions
 * @param inlineSize most characters of all inline policies of one together, white space not counted
 */
public record Holders<T extends Holder>(
        Catalog<T> catalog, String noun, BiFunction<T, Permissions, T> rewrite, int inlineSize) {
    /** AWS's quota for attached policies is 10 by default, and may be raised to 20 by asking. */
    private static final int MOST_ATTACHED = 20;

    /** The index by which a table tells who holds a managed policy. */
    public static <T extends Holder> Index<T> byPolicy() {
        return new Index<>(
                "policy",
                holder -> holder.permissions().attached().stream()
                        .map(arn -> key(holder.accountId(), arn))
                        .toList());
    }

    /** The index by which a table tells whose boundary a managed policy is. */
    public static <T extends Holder> Index<T> byBoundary() {
        return new Index<>(
                "boundary",
                holder -> holder.permissionsBoundary().stream()
                        .map(arn -> key(holder.accountId(), arn))
                        .toList());
    }

    private static String key(String accountId, String policyArn) {
        return accountId + "/" + policyArn;
    }

    /** Who holds the policy. */
    List<T> holding(View view, String accountId, String policyArn) {
        return view.list(catalog.table(), byPolicy(), key(accountId, policyArn));
    }

    /** Whose boundary the policy is. */
    List<T> bounded(View view, String accountId, String policyArn) {
        return view.list(catalog.table(), byBoundary(), key(accountId, policyArn));
    }

    /** The one called {@code name}, for a change that its own operations may not make when it belongs to a service. */
    public T locked(Tx tx, String accountId, String name) {
        T holder = catalog.locked(tx, accountId, name);
        if (holder.serviceLinked()) {
            throw IamErrors.unmodifiable(holder.name());
        }
        return holder;
    }

    /** Embeds a policy, new or instead of the one of that name. */
    public void put(StateStore store, CallContext call, String name, String policyName, String document) {
        String checked = PolicyDocuments.identity(document);
        store.transact(tx -> {
            T holder = locked(tx, call.accountId(), name);
            Permissions permissions = holder.permissions().with(policyName, checked);
            if (Documents.size(List.copyOf(permissions.inline().values())) > inlineSize) {
                throw IamErrors.limitExceeded(
                        "Maximum policy size of " + inlineSize + " bytes exceeded for " + noun + " " + holder.name());
            }
            tx.put(catalog.table(), rewrite.apply(holder, permissions));
            return permissions;
        });
    }

    /** The embedded policy, as answers carry it. */
    public String inline(StateStore store, CallContext call, String name, String policyName) {
        T holder = catalog.required(store.view(), call.accountId(), name);
        return Documents.encoded(
                Optional.ofNullable(holder.permissions().inline().get(policyName))
                        .orElseThrow(() -> noInline(policyName)));
    }

    /** Takes an embedded policy away. */
    public void delete(StateStore store, CallContext call, String name, String policyName) {
        store.transact(tx -> {
            T holder = locked(tx, call.accountId(), name);
            if (!holder.permissions().inline().containsKey(policyName)) {
                throw noInline(policyName);
            }
            tx.put(catalog.table(), rewrite.apply(holder, holder.permissions().without(policyName)));
            return policyName;
        });
    }

    /** A page of the names of embedded policies. */
    public Page<String> inlineNames(
            StateStore store, CallContext call, String name, @Nullable String marker, @Nullable Integer maxItems) {
        T holder = catalog.required(store.view(), call.accountId(), name);
        return Listing.page(
                List.copyOf(holder.permissions().inline().keySet()), policyName -> policyName, marker, maxItems);
    }

    /** Attaches a managed policy; one that is attached already is no error. */
    public void attach(StateStore store, CallContext call, String name, String policyArn) {
        store.transact(tx -> {
            T holder = locked(tx, call.accountId(), name);
            ManagedPolicy policy = ManagedPolicies.attachable(tx, call.accountId(), policyArn);
            Permissions permissions = holder.permissions().attaching(policy.arn());
            if (permissions.attached().size() > MOST_ATTACHED) {
                throw IamErrors.quota(
                        "PoliciesPer" + noun.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + noun.substring(1),
                        MOST_ATTACHED);
            }
            tx.put(catalog.table(), rewrite.apply(holder, permissions));
            return permissions;
        });
    }

    /** Takes a managed policy off. */
    public void detach(StateStore store, CallContext call, String name, String policyArn) {
        store.transact(tx -> {
            T holder = locked(tx, call.accountId(), name);
            if (!holder.permissions().attached().contains(policyArn)) {
                throw IamErrors.noSuchEntity("Policy " + policyArn + " was not found.");
            }
            tx.put(catalog.table(), rewrite.apply(holder, holder.permissions().detaching(policyArn)));
            return policyArn;
        });
    }

    /** A page of the attached policies under a path. */
    public Page<AttachedPolicy> attached(
            StateStore store, CallContext call, String name, @Nullable String pathPrefix, Paging paging) {
        View view = store.view();
        T holder = catalog.required(view, call.accountId(), name);
        List<ManagedPolicy> policies = holder.permissions().attached().stream()
                .flatMap(arn -> ManagedPolicies.find(view, call.accountId(), arn).stream())
                .toList();
        return Listing.page(
                Listing.under(policies, pathPrefix).stream()
                        .map(Holders::attachedShape)
                        .toList(),
                policy -> Objects.requireNonNull(policy.policyArn()),
                paging.marker(),
                paging.maxItems());
    }

    /** All attached policies, as answers carry them. */
    public static List<AttachedPolicy> attached(View view, Holder holder) {
        return holder.permissions().attached().stream()
                .flatMap(arn -> ManagedPolicies.find(view, holder.accountId(), arn).stream())
                .map(Holders::attachedShape)
                .toList();
    }

    private static AttachedPolicy attachedShape(ManagedPolicy policy) {
        return AttachedPolicy.builder()
                .policyName(policy.name())
                .policyArn(policy.arn())
                .build();
    }

    /**
     * That nothing hangs on one who is to be deleted.
     *
     * @throws AwsError DeleteConflict
     */
    public static void checkEmpty(Holder holder) {
        if (!holder.permissions().attached().isEmpty()) {
            throw IamErrors.deleteConflict("Cannot delete entity, must detach all policies first.");
        }
        if (!holder.permissions().inline().isEmpty()) {
            throw IamErrors.deleteConflict("Cannot delete entity, must delete policies first.");
        }
    }

    private AwsError noInline(String policyName) {
        return IamErrors.noSuchEntity("The " + noun + " policy with name " + policyName + " cannot be found.");
    }
}
