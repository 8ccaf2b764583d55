package io.gantry.ecs.task;

/**
 * A task's states, as AWS prints them, in the order in which a task goes through them; it may leave some out.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html">ECS: task
 *     lifecycle</a>
 */
public enum TaskStatus {
    PROVISIONING,
    PENDING,
    ACTIVATING,
    RUNNING,
    DEACTIVATING,
    STOPPING,
    DEPROVISIONING,
    STOPPED
}
