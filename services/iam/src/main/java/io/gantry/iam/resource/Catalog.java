package io.gantry.iam.resource;

import io.gantry.base.AwsError;
import io.gantry.base.Page;
import io.gantry.state.StateStore;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * The entities of one kind: how callers find and tag them.
 *
 * @param absence what is said of a name that names nothing, with {@code %s} for the name
 * @param presence what is said of a name that is taken
 * @param retag the same record with other tags
 */
public record Catalog<T extends Entity>(
        Table<T> table, String absence, String presence, BiFunction<T, Map<String, String>, T> retag) {
    /** What has this name; empty when nothing has. */
    public Optional<T> find(View view, String accountId, String name) {
        return view.get(table, Entity.id(accountId, name));
    }

    /**
     * What a caller named.
     *
     * @throws AwsError NoSuchEntity
     */
    public T required(View view, String accountId, String name) {
        return find(view, accountId, name).orElseThrow(() -> absent(name));
    }

    /** The same for a change: no other change of the account commits unseen. */
    public T locked(Tx tx, String accountId, String name) {
        Accounts.change(tx, accountId);
        return required(tx, accountId, name);
    }

    /**
     * Puts what is new.
     *
     * @throws AwsError EntityAlreadyExists
     */
    public void putNew(Tx tx, T entity) {
        Accounts.change(tx, entity.accountId());
        if (find(tx, entity.accountId(), entity.name()).isPresent()) {
            throw IamErrors.alreadyExists(presence.formatted(entity.name()));
        }
        tx.put(table, entity);
    }

    /** All of an account, by name. */
    public List<T> all(View view, String accountId) {
        return view.list(table, accountId + "/");
    }

    /** That nothing is called so. */
    public AwsError absent(String name) {
        return IamErrors.noSuchEntity(absence.formatted(name));
    }

    /** Changes the one called {@code name}. */
    public void change(StateStore store, CallContext call, String name, UnaryOperator<T> change) {
        store.transact(tx -> {
            tx.put(table, change.apply(locked(tx, call.accountId(), name)));
            return tx.revision();
        });
    }

    /** Adds or replaces tags. */
    public void tag(StateStore store, CallContext call, String name, List<Tag> tags) {
        change(store, call, name, entity -> retag.apply(entity, Tags.added(entity.tags(), tags)));
    }

    /** Takes tags away. */
    public void untag(StateStore store, CallContext call, String name, List<String> keys) {
        change(store, call, name, entity -> retag.apply(entity, Tags.removed(entity.tags(), keys)));
    }

    /** A page of the tags of one. */
    public Page<Tag> tags(
            StateStore store, CallContext call, String name, @Nullable String marker, @Nullable Integer maxItems) {
        T entity = required(store.view(), call.accountId(), name);
        return Listing.page(Tags.toShape(entity.tags()), Tag::key, marker, maxItems);
    }
}
