package io.gantry.ecs.taskdefinition;

import io.gantry.state.Change;
import io.gantry.state.Table;
import io.gantry.state.View;
import java.util.List;
import java.util.Set;

/** Who uses task definitions. Tasks come later in the room's order, so the door hands this in. */
public interface TaskDefinitionUse {
    /** Whether a task that is not STOPPED, or a service, uses this revision. */
    boolean uses(View view, TaskDefinition definition);

    /** The tables whose changes may end a use. */
    List<Table<?>> tables();

    /** The record ids of the revisions whose use this change may have ended. */
    Set<String> ended(Change<?> change);
}
