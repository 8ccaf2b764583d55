package io.gantry.ec2.resource;

import java.util.Map;

/** What every resource of the room has. */
public interface Resource {
    /** Where it lives. */
    Scope scope();

    /** Its id, for example {@code vpc-0123456789abcdef0}. */
    String resourceId();

    /** Its tags by key. */
    Map<String, String> tags();

    /** The id of its record. */
    default String id() {
        return scope().id(resourceId());
    }
}
