package io.gantry.ecs.command;

import io.gantry.base.AwsError;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.port.CommandSessions;
import io.gantry.ecs.resource.EcsErrors;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ExecuteCommandConfiguration;
import software.amazon.awssdk.services.ecs.model.ExecuteCommandLogging;

/** The refusals of ExecuteCommand, in AWS's words where those are known. */
final class CommandErrors {
    private CommandErrors() {}

    static AwsError onlyInteractive() {
        return EcsErrors.invalidParameter("Interactive is the only mode supported currently.");
    }

    static AwsError noSuchTask() {
        return EcsErrors.invalidParameter("The task provided in the request was not found.");
    }

    static AwsError whichContainer(String names) {
        return EcsErrors.invalidParameter(
                "A container name is required for a task with several containers. It has " + names + ".");
    }

    static AwsError noSuchContainer(String wanted, String names) {
        return EcsErrors.invalidParameter(
                "The container " + wanted + " was not found in the task. It has " + names + ".");
    }

    /** One answer for all that keeps a command from being run in a task: AWS does not say which it is. */
    static AwsError notEnabled() {
        return EcsErrors.invalidParameter("The execute command failed because execute command was not enabled when the"
                + " task was run or the execute command agent isn\u2019t running. Wait and try again or run a new task with"
                + " execute command enabled and try again.");
    }

    /** The agent of the task's host does not answer now, or it is one that carries no sessions of ours. */
    static AwsError targetNotConnected() {
        return AwsError.client(
                "TargetNotConnectedException", "The execute command failed due to an internal error. Try again later.");
    }

    static AwsError tooMany() {
        return EcsErrors.client("Unable to start new execute sessions because the maximum session limit of "
                + CommandSessions.MOST + " has been reached.");
    }

    /**
     * Refuses what a cluster asks of its sessions and we do not do: who relies on a record of each session, or on a key of
     * his own, must not get a session without. Without either, a session leaves lines in the server's log.
     *
     * @throws AwsError UnsupportedFeatureException that names the member
     */
    static void checkConfiguration(Cluster cluster) {
        Optional<ExecuteCommandConfiguration> configuration = Clusters.executeCommand(cluster);
        refuse(configuration.filter(one -> one.logging() == ExecuteCommandLogging.OVERRIDE), "logging OVERRIDE");
        refuse(
                configuration.filter(
                        one -> one.kmsKeyId() != null && !one.kmsKeyId().isEmpty()),
                "kmsKeyId");
    }

    private static void refuse(Optional<ExecuteCommandConfiguration> found, String member) {
        if (found.isPresent()) {
            throw EcsErrors.unsupportedFeature("The cluster's executeCommandConfiguration has " + member
                    + ", which is not supported yet. UpdateCluster can set logging to DEFAULT or NONE, without a key.");
        }
    }
}
