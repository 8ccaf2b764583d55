package io.gantry.ecs.deployment;

import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.task.TaskStatus;
import io.gantry.ecs.task.Tasks;
import io.gantry.state.View;

/**
 * How many tasks of one revision there are, counted by an index and never kept by hand.
 *
 * @param pending not yet RUNNING
 * @param running RUNNING
 */
public record RevisionCounts(int pending, int running) {
    /** As of {@code view}. */
    public static RevisionCounts of(View view, Scope scope, String cluster, String number) {
        String key = Tasks.startedByKey(scope.id(cluster), ServiceRevision.STARTED_BY + number);
        int pending = 0;
        for (TaskStatus status : TaskStatus.values()) {
            if (status.compareTo(TaskStatus.RUNNING) < 0) {
                pending += Tasks.count(view, key, status);
            }
        }
        return new RevisionCounts(pending, Tasks.count(view, key, TaskStatus.RUNNING));
    }
}
