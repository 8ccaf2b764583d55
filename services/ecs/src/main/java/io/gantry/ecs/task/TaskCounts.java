package io.gantry.ecs.task;

import io.gantry.base.SortedTree;
import io.gantry.state.Change;
import io.gantry.state.Projection;
import java.util.ArrayList;
import java.util.List;

/**
 * How many tasks there are in each state, under all that is described with counts. An index would say which ones, too, for
 * some 160 bytes of each task; nobody asks that.
 */
public final class TaskCounts {
    /** Kept by the store as tasks change. */
    public static final Projection<TaskCounts> PROJECTION = new Projection<>(
            "ecs/task-counts", List.of(Tasks.TABLE), new TaskCounts(SortedTree.empty()), TaskCounts::after);

    private static final String MOST_COMMON_TYPE = "EC2";
    private static final List<String> OTHER_TYPES = List.of("FARGATE", "EXTERNAL", "MANAGED_INSTANCES");

    private final SortedTree<Integer> counts;

    private TaskCounts(SortedTree<Integer> counts) {
        this.counts = counts;
    }

    /**
     * Tasks with this last status.
     *
     * @param where the record id of a cluster or an instance, or for the tasks of services a {@link Tasks#groupKey} or
     *     {@link Tasks#startedByKey}
     */
    int with(String where, TaskStatus status) {
        return counts.get(statusKey(where, status)).orElse(0);
    }

    /** Tasks of a cluster with this launch type and last status. */
    int with(String clusterId, String launchType, TaskStatus status) {
        if (!launchType.equals(MOST_COMMON_TYPE)) {
            return with(launchTypeKey(clusterId, launchType), status);
        }
        int others = OTHER_TYPES.stream()
                .mapToInt(type -> with(launchTypeKey(clusterId, type), status))
                .sum();
        return with(clusterId, status) - others;
    }

    /** Tasks that are not STOPPED and run a revision, in all clusters of its scope. */
    int running(String definitionKey) {
        return counts.get(definitionKey).orElse(0);
    }

    private TaskCounts after(Change<?> change) {
        List<String> before = change.before().map(TaskCounts::keys).orElse(List.of());
        List<String> after = change.after().map(TaskCounts::keys).orElse(List.of());
        SortedTree<Integer> changed = counts;
        for (String key : before) {
            changed = after.contains(key) ? changed : plus(changed, key, -1);
        }
        for (String key : after) {
            changed = before.contains(key) ? changed : plus(changed, key, 1);
        }
        return changed == counts ? this : new TaskCounts(changed);
    }

    private static SortedTree<Integer> plus(SortedTree<Integer> counts, String key, int change) {
        int count = counts.get(key).orElse(0) + change;
        return count == 0 ? counts.without(key) : counts.with(key, count);
    }

    private static List<String> keys(Object record) {
        Task task = (Task) record;
        String cluster = task.scope().id(task.cluster());
        TaskStatus status = task.lastStatus();
        List<String> keys = new ArrayList<>();
        keys.add(statusKey(cluster, status));
        keys.add(statusKey(task.instanceRecordId(), status));
        if (task.launch().group().startsWith(Tasks.SERVICE_GROUP)) {
            keys.add(statusKey(Tasks.groupKey(cluster, task.launch().group()), status));
            keys.add(statusKey(Tasks.startedByKey(cluster, task.launch().startedBy()), status));
        }
        if (!task.launch().launchType().equals(MOST_COMMON_TYPE)) {
            keys.add(statusKey(launchTypeKey(cluster, task.launch().launchType()), status));
        }
        if (status != TaskStatus.STOPPED) {
            keys.add(Tasks.definitionKey(task.scope(), task.family(), task.revision()));
        }
        return keys;
    }

    private static String statusKey(String where, TaskStatus status) {
        return where + " " + status;
    }

    /** Tasks of one launch type in a cluster, but for the most common type, which are all others. */
    private static String launchTypeKey(String clusterId, String launchType) {
        return "launchType " + clusterId + " " + launchType;
    }
}
