package io.gantry.ecs.task;

import io.gantry.base.Arn;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.resource.Identifier;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.taskdefinition.TaskDefinition;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Index;
import io.gantry.state.Table;
import io.gantry.state.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The table of tasks, its orders, and how a caller names one. */
public final class Tasks {
    /** What the group of a service's tasks starts with; the service's name follows. */
    public static final String SERVICE_GROUP = "service:";

    /** Tasks under what ListTasks and placement ask for; see the key methods. */
    public static final Index<Task> MEMBERSHIP = new Index<>("membership", Tasks::memberships);

    /** Tasks by {@link Task#id()}; those of a cluster lie together. */
    public static final Table<Task> TABLE =
            new Table<>("ecs/task", Task::id, JsonRecordCodec.of(Task.class), List.of(MEMBERSHIP));

    private static final Identifier IDENTIFIER = new Identifier("task", "Task", "taskId");

    private Tasks() {}

    private static List<String> memberships(Task task) {
        List<String> keys = new ArrayList<>();
        String cluster = task.scope().id(task.cluster());
        keys.add(instanceKey(task.instanceRecordId()));
        keys.add(familyKey(cluster, task.family()));
        keys.add(groupKey(cluster, task.launch().group()));
        if (!task.launch().startedBy().isEmpty()) {
            keys.add(startedByKey(cluster, task.launch().startedBy()));
        }
        return keys;
    }

    /** In {@link #MEMBERSHIP}: tasks on an instance. */
    public static String instanceKey(String instanceRecordId) {
        return "instance " + instanceRecordId;
    }

    /** In {@link #MEMBERSHIP}: tasks of a family in a cluster. */
    public static String familyKey(String clusterId, String family) {
        return "family " + clusterId + " " + family;
    }

    /** In {@link #MEMBERSHIP}: tasks of a group in a cluster. */
    public static String groupKey(String clusterId, String group) {
        return "group " + clusterId + " " + group;
    }

    /** In {@link #MEMBERSHIP}: tasks that one caller started in a cluster. */
    public static String startedByKey(String clusterId, String startedBy) {
        return "startedBy " + clusterId + " " + startedBy;
    }

    /** In {@link TaskCounts}: tasks of one revision in all clusters. */
    static String definitionKey(Scope scope, String family, int revision) {
        return "definition " + scope.id(family + ":" + revision);
    }

    /**
     * How many tasks have this last status.
     *
     * @param where the record id of a cluster or an instance, or for the tasks of services a {@link #groupKey} or
     *     {@link #startedByKey}
     */
    public static int count(View view, String where, TaskStatus status) {
        return view.get(TaskCounts.PROJECTION).with(where, status);
    }

    /** How many tasks of a cluster have this launch type and last status. */
    public static int count(View view, String clusterId, String launchType, TaskStatus status) {
        return view.get(TaskCounts.PROJECTION).with(clusterId, launchType, status);
    }

    /** How many tasks of a cluster, or on an instance, are not STOPPED. */
    public static int unstopped(View view, String clusterOrInstance) {
        int sum = 0;
        for (TaskStatus status : TaskStatus.values()) {
            sum += status == TaskStatus.STOPPED ? 0 : count(view, clusterOrInstance, status);
        }
        return sum;
    }

    /** Whether a task of a cluster that is not STOPPED runs on a capacity provider. */
    public static boolean usesCapacityProvider(View view, String clusterId, String provider) {
        return view.list(TABLE, clusterId + "/").stream()
                .anyMatch(task -> task.lastStatus() != TaskStatus.STOPPED
                        && task.launch().capacityProvider().equals(provider));
    }

    /** The tasks on an instance, the STOPPED that are still shown included. */
    public static List<Task> on(View view, ContainerInstance instance) {
        return view.list(TABLE, MEMBERSHIP, instanceKey(instance.id()));
    }

    /** The groups of the tasks on an instance that are not STOPPED. */
    public static Set<String> groups(View view, ContainerInstance instance) {
        return on(view, instance).stream()
                .filter(task -> task.lastStatus() != TaskStatus.STOPPED)
                .map(task -> task.launch().group())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a task that is not STOPPED runs this revision. */
    public static boolean uses(View view, TaskDefinition definition) {
        String key = definitionKey(definition.scope(), definition.family(), definition.revision());
        return view.get(TaskCounts.PROJECTION).running(key) > 0;
    }

    /**
     * The record id that {@code idOrArn} means in this cluster. It need not exist.
     *
     * @throws io.gantry.base.AwsError InvalidParameterException when it is malformed or of another cluster
     */
    public static String recordId(Cluster cluster, String idOrArn) {
        return cluster.id() + "/" + IDENTIFIER.in(cluster.scope(), cluster.name(), idOrArn);
    }

    /** The task with this ARN, in whichever cluster of the scope. */
    public static Optional<Task> byArn(View view, Scope scope, String arn) {
        return Arn.parse(arn)
                .filter(found -> scope.owns(found) && found.resourceType().equals("task"))
                .flatMap(found -> view.get(TABLE, scope.id(found.resourceId())));
    }
}
