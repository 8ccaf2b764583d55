package io.gantry.logs.group;

import io.gantry.base.Page;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages of the room's Describe operations. */
public final class Listing {
    private static final int PAGE = 50;

    private Listing() {}

    /**
     * The page of {@code items} behind {@code token}.
     *
     * @param key unique among them, and their order
     * @throws io.gantry.base.AwsError InvalidParameterException for a token that is none
     */
    public static <T> Page<T> page(
            List<T> items, Function<T, String> key, Optional<String> token, @Nullable Integer limit) {
        return page(items, key, token, limit, false);
    }

    /** The same, descending if so. */
    public static <T> Page<T> page(
            List<T> items,
            Function<T, String> key,
            Optional<String> token,
            @Nullable Integer limit,
            boolean descending) {
        int most = limit == null ? PAGE : limit;
        Comparator<T> order = Comparator.comparing(key);
        List<T> sorted =
                items.stream().sorted(descending ? order.reversed() : order).toList();
        try {
            return descending ? Page.ofDescending(sorted, key, token, most) : Page.of(sorted, key, token, most);
        } catch (IllegalArgumentException notOurs) {
            throw LogsErrors.invalid("The specified nextToken is invalid.");
        }
    }
}
