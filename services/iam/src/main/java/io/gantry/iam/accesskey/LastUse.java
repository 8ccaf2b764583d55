package io.gantry.iam.accesskey;

import java.time.Instant;

/**
 * The last use of a key that was written down.
 *
 * @param service signing name, for example {@code ecs}
 */
public record LastUse(Instant at, String service, String region) {}
