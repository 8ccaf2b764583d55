package io.gantry.ecs.task;

import io.gantry.base.Arn;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.resource.TaggableResources;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.Map;
import java.util.Optional;

/** Tasks as the tag operations see them. */
public final class TaskTags implements TaggableResources {
    @Override
    public String resourceType() {
        return "task";
    }

    @Override
    public Optional<Map<String, String>> tags(View view, Scope scope, Arn arn) {
        return Tasks.byArn(view, scope, arn.toString()).map(Task::tags);
    }

    @Override
    public void retag(Tx tx, Scope scope, Arn arn, Map<String, String> tags) {
        Tasks.byArn(tx, scope, arn.toString()).ifPresent(task -> tx.put(Tasks.TABLE, task.withTags(tags)));
    }
}
