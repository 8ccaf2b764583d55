package io.gantry.wire.codec;

import io.gantry.base.Limits;
import io.gantry.wire.http.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Form fields as the tree that the dots in their names draw: {@code Tags.member.1.Key=a}. */
final class QueryTree {
    private final Map<String, QueryTree> children = new LinkedHashMap<>(4);
    private @Nullable String value;

    private QueryTree() {}

    static QueryTree of(Parameters parameters) {
        QueryTree root = new QueryTree();
        for (Parameters.Pair pair : parameters.pairs()) {
            QueryTree leaf = root.leaf(pair.name());
            if (leaf.value != null) {
                throw new MalformedInput("The parameter " + Shown.of(pair.name()) + " is given more than once");
            }
            leaf.value = pair.value();
        }
        return root;
    }

    private QueryTree leaf(String name) {
        QueryTree at = this;
        int from = 0;
        for (int depth = 0; from <= name.length(); depth++) {
            if (depth == Limits.REQUEST_DEPTH) {
                throw new MalformedInput("a parameter's name has more than " + Limits.REQUEST_DEPTH + " parts");
            }
            int dot = name.indexOf('.', from);
            int end = dot < 0 ? name.length() : dot;
            at = at.children.computeIfAbsent(name.substring(from, end), part -> new QueryTree());
            from = end + 1;
        }
        return at;
    }

    Map<String, QueryTree> children() {
        return children;
    }

    Optional<QueryTree> child(String name) {
        return Optional.ofNullable(children.get(name));
    }

    boolean isLeaf() {
        return children.isEmpty();
    }

    /** The value of the field that ends here; empty when none does. */
    Optional<String> value() {
        return Optional.ofNullable(value);
    }
}
