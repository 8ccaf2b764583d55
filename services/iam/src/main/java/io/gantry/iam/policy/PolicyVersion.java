package io.gantry.iam.policy;

import java.time.Instant;

/**
 * One version of a managed policy.
 *
 * @param versionId {@code v1}, {@code v2} ...; never given twice
 * @param document as it was sent
 */
public record PolicyVersion(String versionId, String document, Instant createDate) {}
