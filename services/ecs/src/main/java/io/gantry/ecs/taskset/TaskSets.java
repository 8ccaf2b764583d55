package io.gantry.ecs.taskset;

import io.gantry.base.Arn;
import io.gantry.base.AwsError;
import io.gantry.ecs.deployment.ServiceRevision;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.taskdefinition.TaskDefinition;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Index;
import io.gantry.state.Table;
import io.gantry.state.View;
import java.util.List;
import java.util.Optional;

/** The table of task sets, and how a caller names one. */
public final class TaskSets {
    /** Most task sets of a service, those that drain included; AWS's quota. */
    public static final int MOST = 5;

    /** Task sets under the ARN of what their tasks run. */
    public static final Index<TaskSet> DEFINITION = new Index<>("definition", set -> List.of(set.taskDefinition()));

    /** Task sets by {@link TaskSet#id()}; those of a service lie together. */
    public static final Table<TaskSet> TABLE =
            new Table<>("ecs/task-set", TaskSet::id, JsonRecordCodec.of(TaskSet.class), List.of(DEFINITION));

    private static final int PARTS = 4;

    private TaskSets() {}

    /** The task set of a service with this number. */
    public static Optional<TaskSet> of(View view, Scope scope, String cluster, String service, String number) {
        return view.get(TABLE, TaskSet.id(scope, cluster, service, number));
    }

    /** Whether a task set runs this revision. */
    public static boolean uses(View view, TaskDefinition definition) {
        return view.count(TABLE, DEFINITION, definition.arn().toString()) > 0;
    }

    /**
     * The task set of a service that a caller named by its id or ARN; empty when there is none.
     *
     * @throws AwsError InvalidParameterException when it is an ARN of something else
     */
    public static Optional<TaskSet> find(View view, Scope scope, String cluster, String service, String idOrArn) {
        String name = idOrArn;
        if (Arn.looksLikeArn(idOrArn)) {
            String[] parts = Arn.parse(idOrArn)
                    .filter(arn -> scope.owns(arn) && arn.resourceType().equals("task-set"))
                    .map(arn -> arn.resourceId().split("/", PARTS - 1))
                    .filter(found -> found.length == PARTS - 1 && found[0].equals(cluster) && found[1].equals(service))
                    .orElseThrow(() -> EcsErrors.invalidParameter("Invalid identifier: '" + idOrArn
                            + "' is no ARN of a task set of service " + service + " in cluster " + cluster + "."));
            name = parts[PARTS - 2];
        }
        return name.startsWith(ServiceRevision.STARTED_BY)
                ? of(view, scope, cluster, service, name.substring(ServiceRevision.STARTED_BY.length()))
                : Optional.empty();
    }

    /**
     * The task set of a service that a caller named.
     *
     * @throws AwsError TaskSetNotFoundException when there is none
     */
    public static TaskSet required(View view, Scope scope, String cluster, String service, String idOrArn) {
        return find(view, scope, cluster, service, idOrArn)
                .orElseThrow(
                        () -> AwsError.client("TaskSetNotFoundException", "The specified task set was not found."));
    }
}
