package io.gantry.iam.resource;

import io.gantry.base.Page;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages of a listing: IAM's {@code Marker} and {@code MaxItems}. */
public final class Listing {
    private static final int PAGE = 100;

    private Listing() {}

    /**
     * Cuts a page, in the order of {@code key}.
     *
     * @param key unique among the items
     * @param marker of the page before, null for the first
     * @param maxItems the model allows 1 to 1000; null for 100
     * @throws io.gantry.base.AwsError ValidationError for a marker that is none
     */
    public static <T> Page<T> page(
            List<T> items, Function<T, String> key, @Nullable String marker, @Nullable Integer maxItems) {
        List<T> sorted = items.stream().sorted(Comparator.comparing(key)).toList();
        Optional<String> token = Optional.ofNullable(marker).filter(text -> !text.isEmpty());
        try {
            return Page.of(sorted, key, token, maxItems == null ? PAGE : maxItems);
        } catch (IllegalArgumentException notOurs) {
            throw IamErrors.validation("Invalid Marker.");
        }
    }

    /** The items under a path; no prefix means all. */
    public static <T extends Entity> List<T> under(List<T> items, @Nullable String pathPrefix) {
        String prefix = pathPrefix == null ? "/" : pathPrefix;
        return items.stream().filter(item -> item.path().startsWith(prefix)).toList();
    }
}
