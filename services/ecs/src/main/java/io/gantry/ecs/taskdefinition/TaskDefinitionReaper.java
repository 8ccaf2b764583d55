package io.gantry.ecs.taskdefinition;

import io.gantry.control.Key;
import io.gantry.control.Reconciler;
import io.gantry.state.Change;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Forgets revisions in DELETE_IN_PROGRESS as soon as nothing uses them. Its snapshot is what can be forgotten. */
public final class TaskDefinitionReaper implements Reconciler<Optional<TaskDefinition>, Deletion> {
    private final TaskDefinitionUse use;

    public TaskDefinitionReaper(TaskDefinitionUse use) {
        this.use = use;
    }

    @Override
    public String kind() {
        return "task-definition";
    }

    @Override
    public List<Table<?>> watches() {
        List<Table<?>> tables = new ArrayList<>(use.tables());
        tables.add(TaskDefinitions.TABLE);
        return tables;
    }

    @Override
    public Set<Key> wake(Change<?> change) {
        if (change.table().equals(TaskDefinitions.TABLE)) {
            return Set.of(new Key(kind(), change.id()));
        }
        return use.ended(change).stream().map(id -> new Key(kind(), id)).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<TaskDefinition> look(View view, Key key) {
        return view.get(TaskDefinitions.TABLE, key.id())
                .filter(definition -> definition.status() == TaskDefinition.Status.DELETE_IN_PROGRESS)
                .filter(definition -> !use.uses(view, definition));
    }

    @Override
    public Deletion decide(Optional<TaskDefinition> seen, Instant now) {
        return seen.<Deletion>map(Deletion.Forget::new).orElseGet(Deletion.Stays::new);
    }

    @Override
    public void commit(Tx tx, Deletion step) {
        if (step instanceof Deletion.Forget forget) {
            TaskDefinition definition = forget.definition();
            tx.delete(TaskDefinitions.TABLE, definition.id());
            tx.put(
                    Families.TABLE,
                    Families.of(tx, definition.scope(), definition.family()).forgotten());
        }
    }

    @Override
    public void call(Deletion step) {
        throw new IllegalStateException("this reconciler has no call steps: " + step);
    }
}
