package io.gantry.base;

import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map sorted by text: a height-balanced tree whose changed copies share all but one path. So a snapshot costs
 * nothing, and neither readers nor the writer wait. The size is kept in the root.
 *
 * @param <V> the values
 */
public final class SortedTree<V> {
    private final @Nullable Node<V> root;

    private SortedTree(@Nullable Node<V> root) {
        this.root = root;
    }

    /** No entries. */
    public static <V> SortedTree<V> empty() {
        return new SortedTree<>(null);
    }

    /** How many entries there are. */
    public int size() {
        return size(root);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return root == null;
    }

    /** The value of {@code key}. */
    public Optional<V> get(String key) {
        Node<V> node = root;
        while (node != null) {
            int order = key.compareTo(node.key);
            if (order == 0) {
                return Optional.of(node.value);
            }
            node = order < 0 ? node.left : node.right;
        }
        return Optional.empty();
    }

    /** With {@code value} new or instead of the one of {@code key}. */
    public SortedTree<V> with(String key, V value) {
        return new SortedTree<>(with(root, key, value));
    }

    /** Without {@code key}. */
    public SortedTree<V> without(String key) {
        return get(key).isEmpty() ? this : new SortedTree<>(without(root, key));
    }

    /** Calls {@code visit} for each entry in ascending order of the keys. */
    public void forEach(BiConsumer<String, V> visit) {
        forEachWithPrefix("", visit);
    }

    /** Calls {@code visit} for each entry whose key starts with {@code prefix}, ascending. */
    public void forEachWithPrefix(String prefix, BiConsumer<String, V> visit) {
        visit(root, prefix, visit);
    }

    private static <V> void visit(@Nullable Node<V> node, String prefix, BiConsumer<String, V> visit) {
        if (node == null) {
            return;
        }
        boolean inside = node.key.startsWith(prefix);
        int order = inside ? 0 : node.key.compareTo(prefix);
        if (order >= 0) {
            visit(node.left, prefix, visit);
        }
        if (inside) {
            visit.accept(node.key, node.value);
        }
        if (order <= 0) {
            visit(node.right, prefix, visit);
        }
    }

    private static <V> Node<V> with(@Nullable Node<V> node, String key, V value) {
        if (node == null) {
            return new Node<>(key, value, null, null);
        }
        int order = key.compareTo(node.key);
        if (order == 0) {
            return new Node<>(node.key, value, node.left, node.right);
        }
        return order < 0
                ? balanced(node, with(node.left, key, value), node.right)
                : balanced(node, node.left, with(node.right, key, value));
    }

    private static <V> @Nullable Node<V> without(@Nullable Node<V> node, String key) {
        if (node == null) {
            return null;
        }
        int order = key.compareTo(node.key);
        if (order < 0) {
            return balanced(node, without(node.left, key), node.right);
        }
        if (order > 0) {
            return balanced(node, node.left, without(node.right, key));
        }
        if (node.left == null || node.right == null) {
            return node.left == null ? node.right : node.left;
        }
        Node<V> next = first(node.right);
        return balanced(next, node.left, without(node.right, next.key));
    }

    private static <V> Node<V> first(Node<V> node) {
        Node<V> first = node;
        while (first.left != null) {
            first = first.left;
        }
        return first;
    }

    /** The entry of {@code middle} over two subtrees whose heights differ by two at most. */
    private static <V> Node<V> balanced(Node<V> middle, @Nullable Node<V> left, @Nullable Node<V> right) {
        if (left != null && left.height > height(right) + 1) {
            if (left.right != null && left.right.height > height(left.left)) {
                return joined(
                        left.right,
                        joined(left, left.left, left.right.left), //
                        joined(middle, left.right.right, right));
            }
            return joined(left, left.left, joined(middle, left.right, right));
        }
        if (right != null && right.height > height(left) + 1) {
            if (right.left != null && right.left.height > height(right.right)) {
                return joined(
                        right.left,
                        joined(middle, left, right.left.left), //
                        joined(right, right.left.right, right.right));
            }
            return joined(right, joined(middle, left, right.left), right.right);
        }
        return joined(middle, left, right);
    }

    private static <V> Node<V> joined(Node<V> middle, @Nullable Node<V> left, @Nullable Node<V> right) {
        return new Node<>(middle.key, middle.value, left, right);
    }

    private static int height(@Nullable Node<?> node) {
        return node == null ? 0 : node.height;
    }

    private static int size(@Nullable Node<?> node) {
        return node == null ? 0 : node.size;
    }

    private static final class Node<V> {
        final String key;
        final V value;
        final @Nullable Node<V> left;
        final @Nullable Node<V> right;
        final int size;
        final byte height;

        Node(String key, V value, @Nullable Node<V> left, @Nullable Node<V> right) {
            this.key = key;
            this.value = value;
            this.left = left;
            this.right = right;
            this.size = 1 + size(left) + size(right);
            this.height = (byte) (1 + Math.max(height(left), height(right)));
        }
    }
}
