package io.gantry.ecs.taskdefinition;

import io.gantry.base.Arn;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.resource.TaggableResources;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.Map;
import java.util.Optional;

/** Task definitions as bearers of tags; each revision has its own. */
public final class TaskDefinitionTags implements TaggableResources {
    @Override
    public String resourceType() {
        return "task-definition";
    }

    @Override
    public Optional<Map<String, String>> tags(View view, Scope scope, Arn arn) {
        return find(view, scope, arn).map(TaskDefinition::tags);
    }

    @Override
    public void retag(Tx tx, Scope scope, Arn arn, Map<String, String> tags) {
        tx.put(TaskDefinitions.TABLE, find(tx, scope, arn).orElseThrow().withTags(tags));
    }

    private static Optional<TaskDefinition> find(View view, Scope scope, Arn arn) {
        return TaskDefinitions.namesRevision(arn.toString())
                ? TaskDefinitions.find(view, scope, arn.toString())
                : Optional.empty();
    }
}
