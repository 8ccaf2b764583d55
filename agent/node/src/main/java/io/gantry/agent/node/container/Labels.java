package io.gantry.agent.node.container;

import io.gantry.agent.protocol.TaskPayload;
import java.util.Map;
import java.util.TreeMap;

/** Labels on every container of ours (agent-protocol.md 11.3), and Gantry's own, by which anyone can adopt it. */
public final class Labels {
    public static final String TASK_ARN = "com.amazonaws.ecs.task-arn";
    public static final String CONTAINER_NAME = "com.amazonaws.ecs.container-name";
    public static final String FAMILY = "com.amazonaws.ecs.task-definition-family";
    public static final String VERSION = "com.amazonaws.ecs.task-definition-version";
    public static final String CLUSTER = "com.amazonaws.ecs.cluster";

    /** The node that made it; unique for each data directory. */
    public static final String NODE = "io.gantry.node";

    /** The task's ARN. */
    public static final String TASK = "io.gantry.task";

    /** The cluster as the node is configured. */
    public static final String GANTRY_CLUSTER = "io.gantry.cluster";

    /** The log options of the definition, as JSON, where another driver than the one it names is used. */
    public static final String LOG_OPTIONS = "io.gantry.log-options";

    private Labels() {}

    /** The labels of a container that belongs to no task yet. */
    static Map<String, String> ofSpare(String container, String cluster, String node) {
        return Map.of(CONTAINER_NAME, container, NODE, node, GANTRY_CLUSTER, cluster);
    }

    /** The labels of one container. */
    public static Map<String, String> of(TaskPayload task, String container, String cluster, String node) {
        Map<String, String> labels = new TreeMap<>();
        labels.put(TASK_ARN, task.arn());
        labels.put(CONTAINER_NAME, container);
        labels.put(FAMILY, task.family());
        labels.put(VERSION, task.version());
        labels.put(CLUSTER, cluster);
        labels.put(NODE, node);
        labels.put(TASK, task.arn());
        labels.put(GANTRY_CLUSTER, cluster);
        return labels;
    }
}
