package io.gantry.ecs.taskdefinition;

import io.gantry.ecs.resource.Scope;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Table;
import io.gantry.state.View;

/** The table of task definition families. */
public final class Families {
    /** Families by {@link Family#id()}. */
    public static final Table<Family> TABLE =
            Table.of("ecs/task-definition-family", Family::id, JsonRecordCodec.of(Family.class));

    private Families() {}

    /** The family of this name, or one without revisions. */
    static Family of(View view, Scope scope, String name) {
        return view.get(TABLE, scope.id(name)).orElseGet(() -> new Family(scope, name, 0, 0, 0));
    }
}
