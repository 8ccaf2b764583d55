package io.gantry.ecs.taskdefinition;

import io.gantry.base.Arn;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Table;
import io.gantry.state.View;
import java.util.List;
import java.util.Optional;

/** The table of task definitions, and how a caller names one. */
public final class TaskDefinitions {
    /** Task definitions by {@link TaskDefinition#id()}. */
    public static final Table<TaskDefinition> TABLE =
            Table.of("ecs/task-definition", TaskDefinition::id, JsonRecordCodec.of(TaskDefinition.class));

    private TaskDefinitions() {}

    /**
     * The revision that {@code named} means: a family (its newest ACTIVE revision), {@code family:revision}, or a full ARN
     * of either. Empty when there is none; a revision that is named is found in any status.
     *
     * @throws io.gantry.base.AwsError InvalidParameterException when the revision is no number
     */
    public static Optional<TaskDefinition> find(View view, Scope scope, String named) {
        String name = named;
        if (Arn.looksLikeArn(named)) {
            Optional<Arn> arn = Arn.parse(named)
                    .filter(found -> scope.owns(found) && found.resourceType().equals("task-definition"));
            if (arn.isEmpty()) {
                return Optional.empty();
            }
            name = arn.get().resourceId();
        }
        int colon = name.lastIndexOf(':');
        if (colon < 0) {
            return newestActive(view, scope, name);
        }
        String revision = name.substring(colon + 1);
        if (!revision.matches("[1-9][0-9]{0,8}")) {
            throw EcsErrors.invalidParameter("Invalid revision number. Number: " + revision);
        }
        return view.get(TABLE, TaskDefinition.id(scope, name.substring(0, colon), Integer.parseInt(revision)));
    }

    /** The record id of a revision, whether it is there or not. */
    public static String id(Scope scope, String family, int revision) {
        return TaskDefinition.id(scope, family, revision);
    }

    /** Whether {@code named}, a name or an ARN, names one revision rather than a family. */
    static boolean namesRevision(String named) {
        int slash = named.lastIndexOf('/');
        return named.substring(slash + 1).matches("[^:]+:[1-9][0-9]{0,8}");
    }

    /** Whether {@code named} has a revision, which may be none. */
    static boolean hasRevision(String named) {
        return named.indexOf(':', named.lastIndexOf('/') + 1) >= 0;
    }

    private static Optional<TaskDefinition> newestActive(View view, Scope scope, String family) {
        List<TaskDefinition> revisions = view.list(TABLE, scope.id(family + "/"));
        for (TaskDefinition revision : revisions.reversed()) {
            if (revision.status() == TaskDefinition.Status.ACTIVE) {
                return Optional.of(revision);
            }
        }
        return Optional.empty();
    }
}
