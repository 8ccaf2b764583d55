package io.gantry.ecs.task;

import io.gantry.base.AwsError;
import io.gantry.ecs.instance.ContainerInstance;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why a task stops or has stopped: AWS's {@code stopCode} and {@code stoppedReason}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html">ECS: stopped task
 *     error messages</a>
 */
public record StopCause(Code code, String reason) {
    private static final String ESSENTIAL_EXITED = "Essential container in task exited";

    /** AWS's codes, in AWS's spelling. */
    @SuppressWarnings("MemberName")
    public enum Code {
        TaskFailedToStart,
        EssentialContainerExited,
        UserInitiated,
        ServiceSchedulerInitiated,
        SpotInterruption,
        TerminationNotice
    }

    /** A caller of StopTask wanted it. */
    public static StopCause byUser(String reason) {
        return new StopCause(Code.UserInitiated, reason.isEmpty() ? "Task stopped by user" : reason);
    }

    /** Its service wants it no more. */
    public static StopCause byScheduler(String reason) {
        return new StopCause(Code.ServiceSchedulerInitiated, reason);
    }

    /** EC2 refused its network interface. */
    static StopCause noInterface(AwsError refused) {
        return new StopCause(
                Code.TaskFailedToStart,
                "Unexpected EC2 error while attempting to Create Network Interface: " + refused.message()
                        + " (ErrorCode: " + refused.code() + ")");
    }

    /** The role that it was to act in cannot be assumed. */
    public static StopCause noRole(String reason) {
        return new StopCause(Code.TaskFailedToStart, reason);
    }

    /** Its instance was deregistered with force while it ran. */
    public static StopCause instanceGone() {
        return new StopCause(Code.UserInitiated, "Container instance deregistration forced by user");
    }

    /** Its host has not been heard of for so long that its service runs it elsewhere. */
    static StopCause instanceLost(ContainerInstance instance) {
        return byScheduler(
                "Container instance " + instance.instanceId() + " is lost: its agent has been disconnected since "
                        + instance.agentChangedAt().truncatedTo(ChronoUnit.SECONDS));
    }

    /**
     * What a report of the end means for a task that nobody asked to stop.
     *
     * @param ran whether it was ever RUNNING
     * @param taskReason the agent's words about the task as a whole
     * @param containers as they ended
     */
    static StopCause ofReport(boolean ran, String taskReason, List<TaskContainer> containers) {
        if (!taskReason.isEmpty()) {
            return ran
                    ? new StopCause(Code.EssentialContainerExited, taskReason)
                    : new StopCause(Code.TaskFailedToStart, startFailure(taskReason));
        }
        Optional<String> failure = containers.stream()
                .filter(container ->
                        !container.reason().isEmpty() && !container.reason().startsWith("OutOfMemoryError"))
                .min(Comparator.comparing((TaskContainer container) -> consequence(container.reason()))
                        .thenComparing(container -> !container.essential()))
                .map(TaskContainer::reason);
        if (!ran && failure.isPresent()) {
            return new StopCause(Code.TaskFailedToStart, failure.get());
        }
        return new StopCause(Code.EssentialContainerExited, ESSENTIAL_EXITED);
    }

    /** Whether a container ended only because another one had failed: users want to hear of that one. */
    private static boolean consequence(String reason) {
        return reason.startsWith("CannotStartContainerError: dependency graph")
                || reason.startsWith("TaskStoppedBeforePullBeginError");
    }

    /** Users know resource failures under this name; the agent's own complaints keep theirs. */
    private static String startFailure(String reason) {
        boolean named = reason.startsWith("UnrecogniedTaskError")
                || reason.startsWith("TaskStateError")
                || reason.startsWith("ResourceInitializationError");
        return named ? reason : "ResourceInitializationError: " + reason;
    }
}
