package io.gantry.iam.policy;

import org.jspecify.annotations.Nullable;

/**
 * Which page a caller wants.
 *
 * @param marker of the page before
 * @param maxItems on the page
 */
public record Paging(@Nullable String marker, @Nullable Integer maxItems) {}
