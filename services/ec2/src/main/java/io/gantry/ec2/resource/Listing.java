package io.gantry.ec2.resource;

import io.gantry.base.AwsError;
import io.gantry.base.Page;
import io.gantry.state.View;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * What a Describe operation is asked for.
 *
 * @param ids that the caller named, none for all
 * @param filters that all must pass
 * @param nextToken of the page before, if any
 * @param maxResults of a page, if the caller said it
 */
public record Listing(
        List<String> ids, List<Filter> filters, Optional<String> nextToken, Optional<Integer> maxResults) {
    private static final int PAGE = 1_000;

    /** Of a request's members; both last ones may be missing. */
    public static Listing of(
            List<String> ids, List<Filter> filters, @Nullable String nextToken, @Nullable Integer maxResults) {
        return new Listing(
                ids,
                filters,
                Optional.ofNullable(nextToken).filter(token -> !token.isEmpty()),
                Optional.ofNullable(maxResults));
    }

    /** The page of resources, in the order of their ids. */
    public <T extends Resource> Page<T> page(View view, Scope scope, Catalog<T> catalog, Fields<T> fields) {
        List<T> passing = fields.filtered(catalog.named(view, scope, ids), filters);
        return page(passing, Resource::resourceId);
    }

    /** The page of {@code items}, which have passed the filters; {@code key} is unique among them. */
    public <T> Page<T> page(List<T> items, Function<T, String> key) {
        int limit = maxResults.orElse(PAGE);
        if (limit < 1) {
            throw Ec2Errors.invalidValue(Integer.toString(limit), "maxResults", "It must be greater than 0.");
        }
        List<T> sorted =
                items.stream().sorted(java.util.Comparator.comparing(key)).toList();
        try {
            return Page.of(sorted, key, nextToken, Math.min(limit, PAGE));
        } catch (IllegalArgumentException notOurs) {
            throw AwsError.client("InvalidNextToken", "The token is not one of a page before.");
        }
    }
}
