package io.gantry.ecs.resource;

import io.gantry.base.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One page of a listing, with ECS's answers to a bad {@code nextToken} or {@code maxResults}. */
public final class Listing {
    /** The page size of most ECS listings, when the caller gives none and at most. */
    public static final int PAGE = 100;

    private Listing() {}

    /**
     * Cuts a page.
     *
     * @param sorted everything that matches, ascending by {@code key}
     * @param nextToken the caller's token, null or empty for the first page
     * @param maxResults the caller's page size, null for {@code most}
     * @param most the greatest page size
     * @throws io.gantry.base.AwsError InvalidParameterException
     */
    public static <T> Page<T> page(
            List<T> sorted,
            Function<T, String> key,
            @Nullable String nextToken,
            @Nullable Integer maxResults,
            int most) {
        int limit = limit(maxResults, most);
        try {
            return Page.of(sorted, key, token(nextToken), limit);
        } catch (IllegalArgumentException notOurs) {
            throw EcsErrors.invalidNextToken();
        }
    }

    /** The same, newest first: {@code sorted} is descending by {@code key}. */
    public static <T> Page<T> descendingPage(
            List<T> sorted,
            Function<T, String> key,
            @Nullable String nextToken,
            @Nullable Integer maxResults,
            int most) {
        int limit = limit(maxResults, most);
        try {
            return Page.ofDescending(sorted, key, token(nextToken), limit);
        } catch (IllegalArgumentException notOurs) {
            throw EcsErrors.invalidNextToken();
        }
    }

    private static int limit(@Nullable Integer maxResults, int most) {
        int limit = maxResults == null ? most : maxResults;
        if (limit < 1 || limit > most) {
            throw EcsErrors.invalidMaxResults(most);
        }
        return limit;
    }

    private static Optional<String> token(@Nullable String nextToken) {
        return Optional.ofNullable(nextToken).filter(token -> !token.isEmpty());
    }
}
