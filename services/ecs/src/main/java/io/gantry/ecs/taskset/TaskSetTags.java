package io.gantry.ecs.taskset;

import io.gantry.base.Arn;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.resource.TaggableResources;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.Map;
import java.util.Optional;

/** Task sets as the tag operations see them. */
public final class TaskSetTags implements TaggableResources {
    private static final int PARTS = 3;

    @Override
    public String resourceType() {
        return "task-set";
    }

    @Override
    public Optional<Map<String, String>> tags(View view, Scope scope, Arn arn) {
        return find(view, scope, arn).map(TaskSet::tags);
    }

    @Override
    public void retag(Tx tx, Scope scope, Arn arn, Map<String, String> tags) {
        find(tx, scope, arn).ifPresent(set -> tx.put(TaskSets.TABLE, set.withTags(tags)));
    }

    private static Optional<TaskSet> find(View view, Scope scope, Arn arn) {
        String[] parts = arn.resourceId().split("/", PARTS);
        return parts.length == PARTS ? TaskSets.find(view, scope, parts[0], parts[1], parts[2]) : Optional.empty();
    }
}
