package io.gantry.iam.resource;

import java.util.Optional;

/** Who can hold policies: a user, a group or a role. */
public interface Holder extends Entity {
    /** The policies it holds. */
    Permissions permissions();

    /** The ARN of the managed policy that its permissions never go beyond. */
    default Optional<String> permissionsBoundary() {
        return Optional.empty();
    }

    /** Whether it belongs to a service, and only the service's own operations may change it. */
    default boolean serviceLinked() {
        return false;
    }
}
