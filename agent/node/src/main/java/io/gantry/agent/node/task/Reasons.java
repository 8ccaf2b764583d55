package io.gantry.agent.node.task;

import io.gantry.agent.protocol.AgentTimers;
import java.time.Duration;
import java.util.Locale;

/** The texts of agent-protocol.md 10.7: {@code Name: message}, at most 1024 characters. */
public final class Reasons {
    public static final String OUT_OF_MEMORY = "OutOfMemoryError: Container killed due to memory usage";
    public static final String VANISHED = "ContainerVanishedError: No container matching saved ID found";
    public static final String STOPPED_BEFORE_PULL =
            "TaskStoppedBeforePullBeginError: Task stopped before image pull could begin for task";
    private static final String DAEMON = "Error response from daemon: ";

    private Reasons() {}

    /** The registry did not answer the image's digest. */
    public static String cannotPullManifest(String said) {
        return cut("CannotPullImageManifestError: " + daemon(said));
    }

    /** The image could not be pulled; begins with what the user can check. */
    public static String cannotPull(String image, String said) {
        return cut("CannotPullContainerError: The task can't pull the image '" + image + "', " + advice(said) + ". "
                + daemon(said));
    }

    /** The engine refused to create the container. */
    public static String cannotCreate(String said) {
        return cut("CannotCreateContainerError: " + daemon(said));
    }

    /** The engine refused to start the container. */
    public static String cannotStart(String said) {
        return cut("CannotStartContainerError: " + daemon(said));
    }

    /** The engine refused to stop the container. */
    public static String cannotStop(String said) {
        return cut("CannotStopContainerError: " + daemon(said));
    }

    /** The container's configuration cannot be made. */
    public static String hostConfig(String why) {
        return cut("HostConfigError: " + why);
    }

    /** The engine did not answer in time. */
    public static String timeout(Operation operation) {
        return "DockerTimeoutError: Could not transition to " + operation.aim() + "; timed out after waiting "
                + written(operation.deadline());
    }

    /** What a container waited for did not come. */
    public static String dependency(String dependency, String target) {
        return cut("CannotStartContainerError: dependency graph: failed to resolve container ordering dependency ["
                + dependency + "] for target [" + target + "] as dependency did not exit successfully.");
    }

    /** The task's containers wait for one another. */
    public static String cycle(String taskArn) {
        return "Task dependencies cannot be resolved, taskArn: " + taskArn;
    }

    /** Something the task needs on the host could not be made. */
    public static String resource(String taskArn, String why) {
        return cut("resource cannot be initialized for task " + taskArn + ": " + why);
    }

    /** The payload could not be understood. The spelling is the protocol's. */
    public static String unrecognised(String why) {
        return cut("UnrecogniedTaskError: Error loading task - " + why);
    }

    /** The text, at most 1024 characters. */
    public static String cut(String text) {
        return text.length() <= AgentTimers.REASON_CHARACTERS ? text : text.substring(0, AgentTimers.REASON_CHARACTERS);
    }

    private static String daemon(String said) {
        return said.startsWith(DAEMON) ? said : DAEMON + said;
    }

    private static String advice(String said) {
        String text = said.toLowerCase(Locale.ROOT);
        if (text.contains("unauthorized") || text.contains("no basic auth") || text.contains("forbidden")) {
            return "check that the role has the permission to pull images from the registry";
        }
        if (text.contains("not found")
                || text.contains("not exist")
                || text.contains("unknown")
                || text.contains("no such image")) {
            return "check whether the image exists";
        }
        return "check your network configuration";
    }

    /** A duration as Go prints it, for example {@code 4m0s}, which is what users of ECS see. */
    private static String written(Duration duration) {
        String hours = duration.toHours() > 0 ? duration.toHours() + "h" : "";
        String minutes = duration.toMinutes() > 0 ? duration.toMinutesPart() + "m" : "";
        return hours + minutes + duration.toSecondsPart() + "s";
    }
}
