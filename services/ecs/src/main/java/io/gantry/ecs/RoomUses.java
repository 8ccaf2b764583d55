package io.gantry.ecs;

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

/** Who uses task definitions: tasks, until there are services. */
final class RoomUses implements TaskDefinitionUse {
    @Override
    public boolean uses(View view, TaskDefinition definition) {
        return Tasks.uses(view, definition);
    }

    @Override
    public List<Table<?>> tables() {
        return List.of(Tasks.TABLE);
    }

    @Override
    public Set<String> ended(Change<?> change) {
        return change.latest() instanceof Task task
                        && (task.lastStatus() == TaskStatus.STOPPED
                                || change.after().isEmpty())
                ? Set.of(TaskDefinitions.id(task.scope(), task.family(), task.revision()))
                : Set.of();
    }
}
