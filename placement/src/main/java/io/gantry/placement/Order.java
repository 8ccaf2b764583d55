package io.gantry.placement;

import org.jspecify.annotations.Nullable;

/**
 * The open hosts of a pool, sorted by what they have free of one resource, then of the other, then by their slots. An
 * immutable height-balanced tree whose changed copies share all but one path. Each node knows the most of the other resource
 * in its subtree, so the host with the least of the first that has enough of both is found in logarithmic time.
 */
final class Order {
    /** No slot fits. */
    static final int NONE = -1;

    /** More hosts were refused than the search was to look at. */
    static final int GIVEN_UP = -2;

    static final Order EMPTY = new Order(null);

    private final @Nullable Node root;

    private Order(@Nullable Node root) {
        this.root = root;
    }

    /** With one more slot. */
    Order with(int first, int second, int slot) {
        return new Order(with(root, first, second, slot));
    }

    /** Without a slot that is in it with these amounts. */
    Order without(int first, int second, int slot) {
        return new Order(without(root, first, second, slot));
    }

    /** How many slots it has. */
    int size() {
        return size(root);
    }

    private static int size(@Nullable Node node) {
        return node == null ? 0 : 1 + size(node.left) + size(node.right);
    }

    /** Whether a slot is in it with these amounts. */
    boolean has(int first, int second, int slot) {
        Node node = root;
        while (node != null) {
            int order = node.compare(first, second, slot);
            if (order == 0) {
                return true;
            }
            node = order < 0 ? node.left : node.right;
        }
        return false;
    }

    /** Says yes or no to a host. */
    interface Verdict {
        boolean on(int slot);
    }

    /**
     * The slot with the least of the first resource, then of the second, that has enough of both and is accepted.
     *
     * @param refusals after how many refusals to give up
     * @return {@link #NONE} when there is none, {@link #GIVEN_UP} when it is not known
     */
    int least(int first, int second, Verdict accepted, int refusals) {
        return new Search(first, second, accepted, refusals).in(root);
    }

    private static final class Search {
        private final int first;
        private final int second;
        private final Verdict accepted;
        private int refusals;

        Search(int first, int second, Verdict accepted, int refusals) {
            this.first = first;
            this.second = second;
            this.accepted = accepted;
            this.refusals = refusals;
        }

        int in(@Nullable Node node) {
            if (node == null || node.mostSecond < second) {
                return NONE;
            }
            if (node.first >= first) {
                int found = in(node.left);
                if (found != NONE) {
                    return found;
                }
                if (node.second >= second) {
                    if (accepted.on(node.slot)) {
                        return node.slot;
                    }
                    refusals--;
                    if (refusals < 0) {
                        return GIVEN_UP;
                    }
                }
            }
            return in(node.right);
        }
    }

    private static Node with(@Nullable Node node, int first, int second, int slot) {
        if (node == null) {
            return new Node(first, second, slot, null, null);
        }
        return node.compare(first, second, slot) < 0
                ? balanced(node, with(node.left, first, second, slot), node.right)
                : balanced(node, node.left, with(node.right, first, second, slot));
    }

    private static @Nullable Node without(@Nullable Node node, int first, int second, int slot) {
        if (node == null) {
            throw new IllegalStateException("slot " + slot + " is not in the order");
        }
        int order = node.compare(first, second, slot);
        if (order < 0) {
            return balanced(node, without(node.left, first, second, slot), node.right);
        }
        if (order > 0) {
            return balanced(node, node.left, without(node.right, first, second, slot));
        }
        if (node.left == null || node.right == null) {
            return node.left == null ? node.right : node.left;
        }
        Node next = node.right;
        while (next.left != null) {
            next = next.left;
        }
        return balanced(next, node.left, without(node.right, next.first, next.second, next.slot));
    }

    /** The entry of {@code middle} over two subtrees whose heights differ by two at most. */
    private static Node balanced(Node middle, @Nullable Node left, @Nullable Node right) {
        if (left != null && left.height > height(right) + 1) {
            if (left.right != null && left.right.height > height(left.left)) {
                return left.right.over(left.over(left.left, left.right.left), middle.over(left.right.right, right));
            }
            return left.over(left.left, middle.over(left.right, right));
        }
        if (right != null && right.height > height(left) + 1) {
            if (right.left != null && right.left.height > height(right.right)) {
                return right.left.over(middle.over(left, right.left.left), right.over(right.left.right, right.right));
            }
            return right.over(middle.over(left, right.left), right.right);
        }
        return middle.over(left, right);
    }

    private static int height(@Nullable Node node) {
        return node == null ? 0 : node.height;
    }

    private static int mostSecond(@Nullable Node node) {
        return node == null ? Integer.MIN_VALUE : node.mostSecond;
    }

    private static final class Node {
        final int first;
        final int second;
        final int slot;
        final int mostSecond;
        final int height;
        final @Nullable Node left;
        final @Nullable Node right;

        Node(int first, int second, int slot, @Nullable Node left, @Nullable Node right) {
            this.first = first;
            this.second = second;
            this.slot = slot;
            this.left = left;
            this.right = right;
            this.mostSecond = Math.max(second, Math.max(mostSecond(left), mostSecond(right)));
            this.height = 1 + Math.max(height(left), height(right));
        }

        /** This entry over other subtrees. */
        Node over(@Nullable Node newLeft, @Nullable Node newRight) {
            return new Node(first, second, slot, newLeft, newRight);
        }

        /** Where an entry lies: to the left when negative, to the right when positive. */
        int compare(int otherFirst, int otherSecond, int otherSlot) {
            if (otherFirst != first) {
                return Integer.compare(otherFirst, first);
            }
            return otherSecond == second ? Integer.compare(otherSlot, slot) : Integer.compare(otherSecond, second);
        }
    }
}
