package io.gantry.agent.node.task;

import io.gantry.agent.protocol.AgentTimers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The texts of agent-protocol.md 10.7: {@code Name: message}, at most 1024 characters. */
public final class Reasons {
    public static final String OUT_OF_MEMORY = "OutOfMemoryError: Container killed due to memory usage";
    public static final String VANISHED = "ContainerVanishedError: No container matching saved ID found";
    /** How the engine begins to say that a container's output cannot be sent where it is to go. */
    public static final String NO_LOGGING = "failed to initialize logging driver: ";

    private static final String DAEMON = "Error response from daemon: ";
    private static final List<String> NETWORK = List.of(
            "request canceled while waiting for connection",
            "i/o timeout",
            "dial tcp",
            "no such host",
            "connection refused",
            "network is unreachable",
            "tls handshake timeout");

    private Reasons() {}

    /** The registry did not answer the image's digest. */
    public static String cannotPullManifest(String said) {
        return cut("CannotPullImageManifestError: " + advised(said));
    }

    /** The image could not be pulled; begins with what the user can check, where the words tell. */
    public static String cannotPull(String said) {
        return cut("CannotPullContainerError: " + advised(said));
    }

    /** The task was stopped before the pull of a container's image began. */
    public static String stoppedBeforePull(String taskArn) {
        return "TaskStoppedBeforePullBeginError: Task stopped before image pull could begin for task: " + taskArn;
    }

    /** The engine refused to create the container. */
    public static String cannotCreate(String said) {
        return cut("CannotCreateContainerError: " + daemon(said));
    }

    /** The engine refused to start the container. */
    public static String cannotStart(String said) {
        return cut("CannotStartContainerError: " + daemon(said));
    }

    /** A container's output cannot be sent, as AWS Fargate says it: the task cannot begin. */
    public static String cannotLog(String said) {
        String why = said.substring(said.indexOf(NO_LOGGING) + NO_LOGGING.length());
        return cut(
                "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: "
                        + why + " : exit status 1");
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

    /** The apostrophe is ECS's own. */
    private static String advised(String said) {
        String lead = advice(said);
        return lead.isEmpty() ? said : "The task can\u2019t pull the image. " + lead + " " + said;
    }

    private static String advice(String said) {
        String text = said.toLowerCase(Locale.ROOT);
        if (text.contains("denied: user:") || text.contains("is not authorized to perform")) {
            return "Check that the role has the permissions to pull images from the registry.";
        }
        if (text.contains("repository does not exist")
                || text.contains("manifest unknown")
                || text.contains("name unknown")) {
            return "Check whether the image exists.";
        }
        boolean network = NETWORK.stream().anyMatch(text::contains);
        return network ? "Check your network configuration." : "";
    }

    /** A duration as Go prints it, for example {@code 4m0s}, which is what users of ECS see. */
    private static String written(Duration duration) {
        String hours = duration.toHours() > 0 ? duration.toHours() + "h" : "";
        String minutes = duration.toMinutes() > 0 ? duration.toMinutesPart() + "m" : "";
        return hours + minutes + duration.toSecondsPart() + "s";
    }
}
