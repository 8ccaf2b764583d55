package io.gantry.ec2.resource;

import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/**
 * The resources of one kind: how callers find, list and tag them.
 *
 * @param kind of all of them
 * @param table in which their records stand
 * @param retag the same record with other tags
 */
public record Catalog<T extends Resource>(Kind kind, Table<T> table, BiFunction<T, Map<String, String>, T> retag)
        implements Catalogs.TaggedResources {
    /** The resource with this id; empty when there is none, or {@code id} is malformed. */
    public Optional<T> find(View view, Scope scope, String id) {
        return view.get(table, scope.id(id));
    }

    /**
     * The resource that a caller named.
     *
     * @throws io.gantry.base.AwsError Malformed or NotFound, with the code of the kind
     */
    public T required(View view, Scope scope, String id) {
        return find(view, scope, kind.checked(id)).orElseThrow(() -> kind.notFound(id));
    }

    /**
     * The resources that a caller named, each once; all of the scope when it named none.
     *
     * @throws io.gantry.base.AwsError Malformed or NotFound, with the code of the kind
     */
    public List<T> named(View view, Scope scope, List<String> ids) {
        if (ids.isEmpty()) {
            return all(view, scope);
        }
        Set<String> wanted = new LinkedHashSet<>(ids);
        wanted.forEach(kind::checked);
        List<T> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String id : wanted) {
            find(view, scope, id).ifPresentOrElse(found::add, () -> missing.add(id));
        }
        if (!missing.isEmpty()) {
            throw kind.notFound(missing);
        }
        return found;
    }

    /** All resources of the scope, by id. */
    public List<T> all(View view, Scope scope) {
        return view.list(table, scope.id(""));
    }

    @Override
    public void retag(Tx tx, Scope scope, String id, UnaryOperator<Map<String, String>> tags) {
        T resource = required(tx, scope, id);
        tx.put(table, retag.apply(resource, tags.apply(resource.tags())));
    }

    @Override
    public List<TagDescription> tags(View view, Scope scope) {
        List<TagDescription> found = new ArrayList<>();
        for (T resource : all(view, scope)) {
            resource.tags()
                    .forEach((key, value) -> found.add(TagDescription.builder()
                            .resourceId(resource.resourceId())
                            .resourceType(kind.type())
                            .key(key)
                            .value(value)
                            .build()));
        }
        return found;
    }
}
