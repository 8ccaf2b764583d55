package io.gantry.ecs;

import io.gantry.base.Arn;
import io.gantry.ecs.service.Service;
import io.gantry.ecs.service.Services;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.task.TaskStatus;
import io.gantry.ecs.task.Tasks;
import io.gantry.ecs.taskdefinition.TaskDefinition;
import io.gantry.ecs.taskdefinition.TaskDefinitionUse;
import io.gantry.ecs.taskdefinition.TaskDefinitions;
import io.gantry.state.Change;
import io.gantry.state.Table;
import io.gantry.state.View;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Who uses task definitions: tasks and services. */
final class RoomUses implements TaskDefinitionUse {
    @Override
    public boolean uses(View view, TaskDefinition definition) {
        return Tasks.uses(view, definition) || Services.uses(view, definition);
    }

    @Override
    public List<Table<?>> tables() {
        return List.of(Tasks.TABLE, Services.TABLE);
    }

    @Override
    public Set<String> ended(Change<?> change) {
        return switch (change.latest()) {
            case Task task
            when task.lastStatus() == TaskStatus.STOPPED || change.after().isEmpty() ->
                Set.of(TaskDefinitions.id(task.scope(), task.family(), task.revision()));
            case Service _ ->
                change.before()
                        .map(Service.class::cast)
                        .map(before -> definitions(before))
                        .orElse(Set.of());
            default -> Set.of();
        };
    }

    private static Set<String> definitions(Service service) {
        return service.deployments().stream()
                .flatMap(one -> Arn.parse(one.taskDefinition()).stream())
                .map(arn -> arn.resourceId().split(":", 2))
                .map(name -> TaskDefinitions.id(service.scope(), name[0], Integer.parseInt(name[1])))
                .collect(Collectors.toUnmodifiableSet());
    }
}
