package io.gantry.base;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of an ordered listing and the token that asks for the next.
 *
 * @param items the page's items, in the listing's order
 * @param nextToken present when more items follow; opaque to callers
 */
public record Page<T>(List<T> items, Optional<String> nextToken) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * Cuts a page out of {@code sorted}. The token is the last item's key, hex-coded: a page after it starts behind that
     * key even when items came or went between the calls, so none is shown twice or lost.
     *
     * @param sorted everything that matches, in ascending order of {@code key}
     * @param key each item's position in the order; unique
     * @param token the token of the page before, if any
     * @param limit the greatest number of items, at least 1
     * @throws IllegalArgumentException when {@code token} is none of ours
     */
    public static <T> Page<T> of(List<T> sorted, Function<T, String> key, Optional<String> token, int limit) {
        return cut(sorted, key, Comparator.naturalOrder(), token, limit);
    }

    /** The same for a listing in descending order of {@code key}. */
    public static <T> Page<T> ofDescending(List<T> sorted, Function<T, String> key, Optional<String> token, int limit) {
        return cut(sorted, key, Comparator.reverseOrder(), token, limit);
    }

    private static <T> Page<T> cut(
            List<T> sorted, Function<T, String> key, Comparator<String> order, Optional<String> token, int limit) {
        int from = 0;
        if (token.isPresent()) {
            String after = PageToken.decode(token.get());
            while (from < sorted.size() && order.compare(key.apply(sorted.get(from)), after) <= 0) {
                from++;
            }
        }
        int to = Math.min(sorted.size(), from + limit);
        Optional<String> next =
                to < sorted.size() ? Optional.of(PageToken.encode(key.apply(sorted.get(to - 1)))) : Optional.empty();
        return new Page<>(sorted.subList(from, to), next);
    }
}
