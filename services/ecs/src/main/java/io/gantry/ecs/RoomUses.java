package io.gantry.ecs;

import io.gantry.base.Arn;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.service.Deployment;
import io.gantry.ecs.service.Service;
import io.gantry.ecs.service.Services;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.task.TaskStatus;
import io.gantry.ecs.task.Tasks;
import io.gantry.ecs.taskdefinition.TaskDefinition;
import io.gantry.ecs.taskdefinition.TaskDefinitionUse;
import io.gantry.ecs.taskdefinition.TaskDefinitions;
import io.gantry.ecs.taskset.TaskSet;
import io.gantry.ecs.taskset.TaskSets;
import io.gantry.state.Change;
import io.gantry.state.Table;
import io.gantry.state.View;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who uses task definitions: tasks, services and task sets. */
final class RoomUses implements TaskDefinitionUse {
    @Override
    public boolean uses(View view, TaskDefinition definition) {
        return Tasks.uses(view, definition) || Services.uses(view, definition) || TaskSets.uses(view, definition);
    }

    @Override
    public List<Table<?>> tables() {
        return List.of(Tasks.TABLE, Services.TABLE, TaskSets.TABLE);
    }

    @Override
    public Set<String> ended(Change<?> change) {
        return switch (change.latest()) {
            case Task task
            when task.lastStatus() == TaskStatus.STOPPED || change.after().isEmpty() ->
                Set.of(TaskDefinitions.id(task.scope(), task.family(), task.revision()));
            case TaskSet set when change.after().isEmpty() -> named(set.scope(), Stream.of(set.taskDefinition()));
            case Service _ ->
                change.before()
                        .map(Service.class::cast)
                        .map(before -> definitions(before))
                        .orElse(Set.of());
            default -> Set.of();
        };
    }

    private static Set<String> definitions(Service service) {
        return named(service.scope(), service.deployments().stream().map(Deployment::taskDefinition));
    }

    /** The record ids of the definitions with these ARNs. */
    private static Set<String> named(Scope scope, Stream<String> arns) {
        return arns.flatMap(arn -> Arn.parse(arn).stream())
                .map(arn -> arn.resourceId().split(":", 2))
                .map(name -> TaskDefinitions.id(scope, name[0], Integer.parseInt(name[1])))
                .collect(Collectors.toUnmodifiableSet());
    }
}
