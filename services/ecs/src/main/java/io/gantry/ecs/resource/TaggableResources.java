package io.gantry.ecs.resource;

import io.gantry.base.Arn;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.Map;
import java.util.Optional;

/** A noun whose resources bear tags; what the tag operations need of it. The door lists all of them. */
public interface TaggableResources {
    /** The kind in the ARN, for example {@code cluster}. */
    String resourceType();

    /** The tags of the resource with this ARN; empty when there is no such resource, or one that is gone. */
    Optional<Map<String, String>> tags(View view, Scope scope, Arn arn);

    /** Gives the resource, which {@link #tags} has found in the same transaction, these tags instead of its own. */
    void retag(Tx tx, Scope scope, Arn arn, Map<String, String> tags);
}
